<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>AboutDialog</name>
  <message>
   <source>A private, offline chat for DiffusionGemma. Free software under the Apache License 2.0. DiffusionGemma is Google's; Sfumato is not made by Google.</source>
   <translation>Ein privater Chat für DiffusionGemma, ganz ohne Internet. Freie Software unter der Apache-Lizenz 2.0. DiffusionGemma ist von Google, Sfumato nicht.</translation>
  </message>
  <message>
   <source>About Sfumato</source>
   <translation>Über Sfumato</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Einzelheiten kopieren</translation>
  </message>
 </context>
 <context>
  <name>Application</name>
  <message>
   <source>Sfumato cannot write to its data folder {folder}. Check its permissions, or start with --data-dir and another folder.</source>
   <translation>Sfumato kann nicht in seinen Datenordner {folder} schreiben. Prüfen Sie die Zugriffsrechte oder starten Sie mit --data-dir und einem anderen Ordner.</translation>
  </message>
  <message>
   <source>Sfumato cannot write to its data folder {folder}: {reason}.</source>
   <translation>Sfumato kann nicht in seinen Datenordner {folder} schreiben: {reason}.</translation>
  </message>
  <message>
   <source>Sfumato is already running with these conversations.</source>
   <translation>Sfumato läuft schon mit diesen Unterhaltungen.</translation>
  </message>
  <message>
   <source>Something went wrong inside Sfumato. Your conversations are saved.</source>
   <translation>In Sfumato ist etwas schiefgegangen. Ihre Unterhaltungen sind gespeichert.</translation>
  </message>
  <message>
   <source>The data folder {folder} cannot be used: {reason}.</source>
   <translation>Der Datenordner {folder} lässt sich nicht verwenden: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>CanvasView</name>
  <message>
   <source>Reply taking shape</source>
   <translation>Entstehende Antwort</translation>
  </message>
  <message>
   <source>The text is announced when a part of it is final.</source>
   <translation>Der Text wird vorgelesen, sobald ein Teil davon endgültig ist.</translation>
  </message>
 </context>
 <context>
  <name>ChatController</name>
  <message>
   <source>A reply begins.</source>
   <translation>Eine Antwort beginnt.</translation>
  </message>
  <message>
   <source>The model goes on thinking.</source>
   <translation>Das Modell denkt weiter nach.</translation>
  </message>
  <message>
   <source>The reply ended.</source>
   <translation>Die Antwort ist zu Ende.</translation>
  </message>
  <message>
   <source>The reply is complete.</source>
   <translation>Die Antwort ist vollständig.</translation>
  </message>
  <message>
   <source>The reply reached its limit.</source>
   <translation>Die Antwort hat ihre Höchstlänge erreicht.</translation>
  </message>
  <message>
   <source>The reply was stopped.</source>
   <translation>Die Antwort wurde angehalten.</translation>
  </message>
 </context>
 <context>
  <name>CodeBlock</name>
  <message>
   <source>Code</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>Code, {language}</source>
   <translation>Code, {language}</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>Kopiert</translation>
  </message>
  <message>
   <source>Copy code</source>
   <translation>Code kopieren</translation>
  </message>
  <message>
   <source>code</source>
   <translation>Code</translation>
  </message>
 </context>
 <context>
  <name>CommandPalette</name>
  <message>
   <source>What was found</source>
   <translation>Was gefunden wurde</translation>
  </message>
 </context>
 <context>
  <name>Composer</name>
  <message>
   <source>Pasted text of {count} characters</source>
   <translation>Eingefügter Text mit {count} Zeichen</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>Einreihen</translation>
  </message>
  <message>
   <source>Queue the message</source>
   <translation>Die Nachricht einreihen</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Remove the pasted text</source>
   <translation>Den eingefügten Text entfernen</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Send (Enter)</source>
   <translation>Senden (Eingabe)</translation>
  </message>
  <message>
   <source>Send when the reply is complete (Enter)</source>
   <translation>Senden, sobald die Antwort vollständig ist (Eingabe)</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <source>Stop the reply (Esc)</source>
   <translation>Die Antwort anhalten (Esc)</translation>
  </message>
 </context>
 <context>
  <name>ComposerEdit</name>
  <message>
   <source>Message</source>
   <translation>Nachricht</translation>
  </message>
  <message>
   <source>Message Sfumato</source>
   <translation>Nachricht an Sfumato</translation>
  </message>
 </context>
 <context>
  <name>Computer</name>
  <message>
   <source>No graphics card was found that could run a model.</source>
   <translation>Es wurde keine Grafikkarte gefunden, auf der ein Modell laufen könnte.</translation>
  </message>
  <message>
   <source>The disk has {free} free.</source>
   <translation>Auf dem Datenträger sind {free} frei.</translation>
  </message>
  <message>
   <source>The graphics card is {name} with {total}, {free} of it free.</source>
   <translation>Die Grafikkarte ist {name} mit {total}, davon {free} frei.</translation>
  </message>
  <message>
   <source>The graphics of the {name} can use {total} of the main memory, {free} now.</source>
   <translation>Die Grafik des {name} kann {total} des Arbeitsspeichers nutzen, jetzt {free}.</translation>
  </message>
  <message>
   <source>The main memory is {total}, {free} of it free.</source>
   <translation>Der Arbeitsspeicher hat {total}, davon {free} frei.</translation>
  </message>
  <message>
   <source>The processor is {name} with {cores} cores.</source>
   <translation>Der Prozessor ist {name} mit {cores} Kernen.</translation>
  </message>
 </context>
 <context>
  <name>ContextLabel</name>
  <message>
   <source>About {total} of {limit} tokens would be sent:</source>
   <translation>Etwa {total} von {limit} Token würden gesendet:</translation>
  </message>
  <message>
   <source>The model does not read as much: shorten it, or begin a new conversation.</source>
   <translation>So viel liest das Modell nicht: Kürzen Sie den Text oder beginnen Sie eine neue Unterhaltung.</translation>
  </message>
  <message>
   <source>persona {system}, conversation {conversation}, your text {typed}.</source>
   <translation>Persona {system}, Unterhaltung {conversation}, Ihr Text {typed}.</translation>
  </message>
 </context>
 <context>
  <name>ConversationActions</name>
  <message>
   <source>&amp;New conversation</source>
   <translation>&amp;Neue Unterhaltung</translation>
  </message>
  <message>
   <source>&amp;Previous conversation</source>
   <translation>&amp;Vorige Unterhaltung</translation>
  </message>
  <message>
   <source>&amp;Rename</source>
   <translation>U&amp;mbenennen</translation>
  </message>
  <message>
   <source>N&amp;ext conversation</source>
   <translation>Nächste &amp;Unterhaltung</translation>
  </message>
  <message>
   <source>New &amp;temporary conversation</source>
   <translation>Neue &amp;flüchtige Unterhaltung</translation>
  </message>
 </context>
 <context>
  <name>ConversationList</name>
  <message>
   <source>Conversation: {title}</source>
   <translation>Unterhaltung: {title}</translation>
  </message>
  <message>
   <source>Pinned</source>
   <translation>Angeheftet</translation>
  </message>
  <message>
   <source>Temporary, never saved</source>
   <translation>Flüchtig, nie gespeichert</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>d MMMM yyyy</source>
   <translation>d. MMMM yyyy</translation>
  </message>
  <message>
   <source>dddd, d MMMM</source>
   <translation>dddd, d. MMMM</translation>
  </message>
 </context>
 <context>
  <name>DataActions</name>
  <message>
   <source>&amp;Back up now</source>
   <translation>&amp;Jetzt sichern</translation>
  </message>
  <message>
   <source>&amp;Delete all data…</source>
   <translation>&amp;Alle Daten löschen …</translation>
  </message>
  <message>
   <source>&amp;Open the data folder</source>
   <translation>&amp;Datenordner öffnen</translation>
  </message>
  <message>
   <source>&amp;Restore a backup…</source>
   <translation>&amp;Sicherung wiederherstellen …</translation>
  </message>
  <message>
   <source>&amp;What is stored where</source>
   <translation>&amp;Was wo gespeichert ist</translation>
  </message>
  <message>
   <source>All conversations, their backups, copies kept aside as damaged, the settings and the log are deleted. Models are kept, and so are files you exported. This cannot be undone.</source>
   <translation>Alle Unterhaltungen, ihre Sicherungen, als beschädigt beiseite gelegte Dateien, die Einstellungen und das Protokoll werden gelöscht. Modelle bleiben, ebenso Dateien, die Sie exportiert haben. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Backup:</source>
   <translation>Sicherung:</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Delete all data</source>
   <translation>Alle Daten löschen</translation>
  </message>
  <message>
   <source>Delete all data?</source>
   <translation>Alle Daten löschen?</translation>
  </message>
  <message>
   <source>Go back to the backup of {when}?</source>
   <translation>Zur Sicherung vom {when} zurückkehren?</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Restore a backup</source>
   <translation>Sicherung wiederherstellen</translation>
  </message>
  <message>
   <source>There is no backup yet.</source>
   <translation>Es gibt noch keine Sicherung.</translation>
  </message>
  <message>
   <source>What was written since then is not in it. The present conversations are kept as a backup first, and Sfumato opens again.</source>
   <translation>Was seitdem geschrieben wurde, fehlt darin. Die jetzigen Unterhaltungen werden vorher gesichert, dann öffnet sich Sfumato neu.</translation>
  </message>
  <message>
   <source>made before a backup was restored</source>
   <translation>vor dem Wiederherstellen einer Sicherung</translation>
  </message>
  <message>
   <source>made before an update</source>
   <translation>vor einer Aktualisierung</translation>
  </message>
 </context>
 <context>
  <name>DataController</name>
  <message>
   <source>A reply could not be saved in an earlier run. Its text is in {paths}: read it there, and delete the file when you no longer need it.</source>
   <translation>Eine Antwort ließ sich früher nicht speichern. Ihr Text liegt in {paths}: Lesen Sie ihn dort, und löschen Sie die Datei, wenn Sie sie nicht mehr brauchen.</translation>
  </message>
  <message numerus="yes">
   <source>At least %n message(s) are lost.</source>
   <translation>
    <numerusform>Mindestens %n Nachricht ist verloren.</numerusform>
    <numerusform>Mindestens %n Nachrichten sind verloren.</numerusform>
   </translation>
  </message>
  <message>
   <source>Everything is in the backup of {when}.</source>
   <translation>Alles ist in der Sicherung vom {when}.</translation>
  </message>
  <message>
   <source>The damaged files are kept in {folder}.</source>
   <translation>Die beschädigten Dateien liegen in {folder}.</translation>
  </message>
  <message>
   <source>The database could not be read and there is no backup of it.</source>
   <translation>Die Datenbank war nicht lesbar, und es gibt keine Sicherung davon.</translation>
  </message>
  <message>
   <source>The database could not be read: the backup of {when} is shown.</source>
   <translation>Die Datenbank war nicht lesbar: Sie sehen die Sicherung vom {when}.</translation>
  </message>
  <message numerus="yes">
   <source>The database was damaged. %n message(s) were rescued.</source>
   <translation>
    <numerusform>Die Datenbank war beschädigt. %n Nachricht wurde gerettet.</numerusform>
    <numerusform>Die Datenbank war beschädigt. %n Nachrichten wurden gerettet.</numerusform>
   </translation>
  </message>
  <message>
   <source>These conversations were written by a newer version of Sfumato: they can be read and exported, but not changed.</source>
   <translation>Diese Unterhaltungen stammen von einer neueren Version von Sfumato: Sie lassen sich lesen und exportieren, aber nicht ändern.</translation>
  </message>
  <message>
   <source>What you deleted could not be taken out of the backups: {cause} Sfumato tries again at its next start.</source>
   <translation>Was Sie gelöscht haben, ließ sich nicht aus den Sicherungen entfernen: {cause} Sfumato versucht es beim nächsten Start wieder.</translation>
  </message>
  <message>
   <source>Your conversations lie in a folder that {service} copies to other computers: they leave this one, and two computers writing at once can damage them.</source>
   <translation>Ihre Unterhaltungen liegen in einem Ordner, den {service} auf andere Computer kopiert: Sie verlassen also diesen, und wenn zwei Computer zugleich schreiben, können sie Schaden nehmen.</translation>
  </message>
  <message>
   <source>Your conversations lie on a network drive: other computers may read them, and a lost connection can damage them.</source>
   <translation>Ihre Unterhaltungen liegen auf einem Netzlaufwerk: Andere Computer können sie vielleicht lesen, und eine verlorene Verbindung kann sie beschädigen.</translation>
  </message>
 </context>
 <context>
  <name>DeviceBox</name>
  <message>
   <source>As many as fit</source>
   <translation>So viele wie passen</translation>
  </message>
  <message>
   <source>Where models run</source>
   <translation>Wo Modelle laufen</translation>
  </message>
 </context>
 <context>
  <name>DownloadProcess</name>
  <message>
   <source>The download could not be started: {reason}.</source>
   <translation>Der Download ließ sich nicht starten: {reason}.</translation>
  </message>
  <message>
   <source>The download ended unexpectedly ({reason}). Try to resume it.</source>
   <translation>Der Download brach unerwartet ab ({reason}). Versuchen Sie, ihn fortzusetzen.</translation>
  </message>
  <message>
   <source>status {number}</source>
   <translation>Status {number}</translation>
  </message>
 </context>
 <context>
  <name>DownloadRow</name>
  <message>
   <source>Cancel…</source>
   <translation>Abbrechen …</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Progress: {name}</source>
   <translation>Fortschritt: {name}</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
 </context>
 <context>
  <name>Downloads</name>
  <message>
   <source>There is nothing left of {name}.</source>
   <translation>Von {name} ist nichts mehr da.</translation>
  </message>
 </context>
 <context>
  <name>EmptyState</name>
  <message>
   <source>Ask: {prompt}</source>
   <translation>Fragen: {prompt}</translation>
  </message>
  <message>
   <source>Everything stays on this computer. Watch each reply resolve out of noise.</source>
   <translation>Alles bleibt auf diesem Computer. Sehen Sie zu, wie jede Antwort aus dem Rauschen entsteht.</translation>
  </message>
  <message>
   <source>This conversation is temporary: nothing of it is ever written to a disk, and it is gone when Sfumato closes.</source>
   <translation>Diese Unterhaltung ist flüchtig: Nichts davon wird je auf einen Datenträger geschrieben, und sie ist weg, wenn Sfumato schließt.</translation>
  </message>
  <message>
   <source>What would you like to talk about?</source>
   <translation>Worüber möchten Sie sprechen?</translation>
  </message>
 </context>
 <context>
  <name>EngineWorker</name>
  <message>
   <source>No model is loaded.</source>
   <translation>Es ist kein Modell geladen.</translation>
  </message>
  <message>
   <source>Something went wrong inside Sfumato. Copy the details if you want to report it.</source>
   <translation>In Sfumato ist etwas schiefgegangen. Kopieren Sie die Einzelheiten, wenn Sie es melden möchten.</translation>
  </message>
 </context>
 <context>
  <name>EntryRow</name>
  <message>
   <source>Already here</source>
   <translation>Schon vorhanden</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>Herunterladen</translation>
  </message>
 </context>
 <context>
  <name>Export</name>
  <message>
   <source>Reply</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>This reply failed.</source>
   <translation>Diese Antwort ist fehlgeschlagen.</translation>
  </message>
  <message>
   <source>This reply reached its limit.</source>
   <translation>Diese Antwort hat ihre Höchstlänge erreicht.</translation>
  </message>
  <message>
   <source>This reply was interrupted.</source>
   <translation>Diese Antwort wurde unterbrochen.</translation>
  </message>
  <message>
   <source>This reply was still forming when it was exported.</source>
   <translation>Diese Antwort entstand noch, als sie exportiert wurde.</translation>
  </message>
  <message>
   <source>This reply was stopped.</source>
   <translation>Diese Antwort wurde angehalten.</translation>
  </message>
  <message>
   <source>Thought</source>
   <translation>Gedanke</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Sie</translation>
  </message>
 </context>
 <context>
  <name>ExportDialog</name>
  <message>
   <source>A text file that keeps headings, lists and code. Holds the shown branch.</source>
   <translation>Eine Textdatei, die Überschriften, Listen und Code bewahrt. Enthält den gezeigten Zweig.</translation>
  </message>
  <message>
   <source>As</source>
   <translation>Als</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Complete, with all branches, thoughts, figures and drafts, in one file. Sfumato can import it again.</source>
   <translation>Vollständig, mit allen Zweigen, Gedanken, Zahlen und Entwürfen, in einer Datei. Sfumato kann sie wieder importieren.</translation>
  </message>
  <message>
   <source>Export conversations</source>
   <translation>Unterhaltungen exportieren</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <source>HTML</source>
   <translation>HTML</translation>
  </message>
  <message>
   <source>JSON</source>
   <translation>JSON</translation>
  </message>
  <message>
   <source>Looks like Sfumato and is ready for printing. Holds the shown branch.</source>
   <translation>Sieht aus wie Sfumato und ist druckfertig. Enthält den gezeigten Zweig.</translation>
  </message>
  <message>
   <source>Markdown</source>
   <translation>Markdown</translation>
  </message>
  <message>
   <source>One file that looks like Sfumato in every browser. Holds the shown branch.</source>
   <translation>Eine Datei, die in jedem Browser wie Sfumato aussieht. Enthält den gezeigten Zweig.</translation>
  </message>
  <message>
   <source>PDF</source>
   <translation>PDF</translation>
  </message>
  <message>
   <source>Plain text</source>
   <translation>Reiner Text</translation>
  </message>
  <message>
   <source>The words alone, for any editor. Holds the shown branch.</source>
   <translation>Nur die Worte, für jeden Editor. Enthält den gezeigten Zweig.</translation>
  </message>
  <message>
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>What to export</source>
   <translation>Was exportiert wird</translation>
  </message>
  <message>
   <source>With the thoughts of the replies</source>
   <translation>Mit den Gedanken der Antworten</translation>
  </message>
 </context>
 <context>
  <name>FindBar</name>
  <message>
   <source>Close (Esc)</source>
   <translation>Schließen (Esc)</translation>
  </message>
  <message>
   <source>Close the find bar</source>
   <translation>Suchleiste schließen</translation>
  </message>
  <message>
   <source>Find in this conversation</source>
   <translation>In dieser Unterhaltung suchen</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Nächster</translation>
  </message>
  <message>
   <source>Not found</source>
   <translation>Nicht gefunden</translation>
  </message>
  <message>
   <source>Previous</source>
   <translation>Voriger</translation>
  </message>
  <message>
   <source>{place} of {count}</source>
   <translation>{place} von {count}</translation>
  </message>
 </context>
 <context>
  <name>Fit</name>
  <message>
   <source>1 layer in memory</source>
   <translation>1 Schicht im Arbeitsspeicher</translation>
  </message>
  <message>
   <source>1 layer on the GPU</source>
   <translation>1 Schicht auf der Grafikkarte</translation>
  </message>
  <message>
   <source>Does not fit, because {reason}</source>
   <translation>Passt nicht, denn: {reason}</translation>
  </message>
  <message>
   <source>Fits with streaming (about {times} times slower): {where}.</source>
   <translation>Passt mit Nachladen (etwa {times}-mal so langsam): {where}.</translation>
  </message>
  <message>
   <source>Fits with streaming (hardly slower): {where}.</source>
   <translation>Passt mit Nachladen (kaum langsamer): {where}.</translation>
  </message>
  <message>
   <source>Fits: {where}.</source>
   <translation>Passt: {where}.</translation>
  </message>
  <message>
   <source>all {count} layers in memory</source>
   <translation>alle {count} Schichten im Arbeitsspeicher</translation>
  </message>
  <message>
   <source>all {count} layers on the GPU</source>
   <translation>alle {count} Schichten auf der Grafikkarte</translation>
  </message>
  <message>
   <source>{count} layers in memory</source>
   <translation>{count} Schichten im Arbeitsspeicher</translation>
  </message>
  <message>
   <source>{count} layers on the GPU</source>
   <translation>{count} Schichten auf der Grafikkarte</translation>
  </message>
  <message>
   <source>{mapped} read from the disk at every step</source>
   <translation>{mapped} bei jedem Schritt von der Festplatte gelesen</translation>
  </message>
  <message>
   <source>{mapped} streamed from the disk</source>
   <translation>{mapped} von der Festplatte nachgeladen</translation>
  </message>
  <message>
   <source>{pinned} streamed</source>
   <translation>{pinned} nachgeladen</translation>
  </message>
  <message>
   <source>{pinned} streamed from memory and {mapped} from the disk</source>
   <translation>{pinned} aus dem Arbeitsspeicher und {mapped} von der Festplatte nachgeladen</translation>
  </message>
 </context>
 <context>
  <name>HelpActions</name>
  <message>
   <source>&amp;About Sfumato</source>
   <translation>Über &amp;Sfumato</translation>
  </message>
  <message>
   <source>&amp;Find a command…</source>
   <translation>&amp;Befehl suchen …</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Tastenkürzel</translation>
  </message>
  <message>
   <source>Find a command or a conversation</source>
   <translation>Einen Befehl oder eine Unterhaltung suchen</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>conversation</source>
   <translation>Unterhaltung</translation>
  </message>
 </context>
 <context>
  <name>Links</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open link</source>
   <translation>Link öffnen</translation>
  </message>
  <message>
   <source>Open this address outside Sfumato?</source>
   <translation>Diese Adresse außerhalb von Sfumato öffnen?</translation>
  </message>
 </context>
 <context>
  <name>LookUpBox</name>
  <message>
   <source>Another repository</source>
   <translation>Ein anderes Repository</translation>
  </message>
  <message>
   <source>Asking the hub about {name}…</source>
   <translation>Der Hub wird nach {name} gefragt …</translation>
  </message>
  <message>
   <source>Look up</source>
   <translation>Nachsehen</translation>
  </message>
  <message>
   <source>Name of a repository on the model hub</source>
   <translation>Name eines Repositorys auf dem Modell-Hub</translation>
  </message>
  <message>
   <source>The network is used only when you press “Look up” or “Download”. Nothing about you or your conversations is sent.</source>
   <translation>Das Netz wird nur benutzt, wenn Sie „Nachsehen“ oder „Herunterladen“ drücken. Nichts über Sie oder Ihre Unterhaltungen wird gesendet.</translation>
  </message>
  <message>
   <source>owner/name</source>
   <translation>Besitzer/Name</translation>
  </message>
  <message>
   <source>the repository</source>
   <translation>das Repository</translation>
  </message>
  <message>
   <source>{name} holds:</source>
   <translation>{name} enthält:</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>&amp;Conversations</source>
   <translation>&amp;Unterhaltungen</translation>
  </message>
  <message>
   <source>&amp;Quit</source>
   <translation>&amp;Beenden</translation>
  </message>
  <message>
   <source>&amp;Stop the reply</source>
   <translation>An&amp;twort anhalten</translation>
  </message>
  <message>
   <source>&amp;Write a message</source>
   <translation>Na&amp;chricht schreiben</translation>
  </message>
  <message>
   <source>New conversation</source>
   <translation>Neue Unterhaltung</translation>
  </message>
 </context>
 <context>
  <name>Menus</name>
  <message>
   <source>&amp;Conversation</source>
   <translation>&amp;Unterhaltung</translation>
  </message>
  <message>
   <source>&amp;Data</source>
   <translation>&amp;Daten</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Model</source>
   <translation>&amp;Modell</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>Me&amp;ssage</source>
   <translation>&amp;Nachricht</translation>
  </message>
 </context>
 <context>
  <name>MessageActions</name>
  <message>
   <source>&amp;Answer again</source>
   <translation>&amp;Neu antworten</translation>
  </message>
  <message>
   <source>&amp;Continue the reply</source>
   <translation>&amp;Antwort fortsetzen</translation>
  </message>
  <message>
   <source>&amp;Delete this message</source>
   <translation>Diese Nachricht &amp;löschen</translation>
  </message>
  <message>
   <source>&amp;Edit this message</source>
   <translation>&amp;Diese Nachricht bearbeiten</translation>
  </message>
  <message>
   <source>&amp;Fork: a new conversation up to here</source>
   <translation>Abzweigen: neue &amp;Unterhaltung bis hierher</translation>
  </message>
  <message>
   <source>&amp;Next version</source>
   <translation>Nächste &amp;Fassung</translation>
  </message>
  <message>
   <source>&amp;Previous version</source>
   <translation>&amp;Vorige Fassung</translation>
  </message>
  <message>
   <source>C&amp;opy as Markdown</source>
   <translation>Als &amp;Markdown kopieren</translation>
  </message>
  <message>
   <source>Copy as plain &amp;text</source>
   <translation>Als &amp;reinen Text kopieren</translation>
  </message>
  <message>
   <source>Copy the whole con&amp;versation</source>
   <translation>&amp;Ganze Unterhaltung kopieren</translation>
  </message>
  <message>
   <source>Copy what is selected</source>
   <translation>Auswahl kopieren</translation>
  </message>
  <message>
   <source>Deleted: “{words}”</source>
   <translation>Gelöscht: „{words}“</translation>
  </message>
  <message>
   <source>Go to the f&amp;irst message</source>
   <translation>Zur &amp;ersten Nachricht</translation>
  </message>
  <message>
   <source>Go to the la&amp;st message</source>
   <translation>Zur letzten Nac&amp;hricht</translation>
  </message>
  <message>
   <source>Go to the message a&amp;bove</source>
   <translation>&amp;Zur Nachricht darüber</translation>
  </message>
  <message>
   <source>Go to the message belo&amp;w</source>
   <translation>Zur Na&amp;chricht darunter</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Se&amp;lect all the text</source>
   <translation>Gesamten &amp;Text auswählen</translation>
  </message>
  <message>
   <source>Show all of a long message</source>
   <translation>Lange Nachricht ganz zeigen</translation>
  </message>
  <message>
   <source>Show or &amp;hide the thought</source>
   <translation>Gedanken zeigen &amp;oder verbergen</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Sie</translation>
  </message>
 </context>
 <context>
  <name>MessageBar</name>
  <message>
   <source>Again</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>Answer again (Ctrl+R)</source>
   <translation>Neu antworten (Strg+R)</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Continue this reply (Ctrl+G)</source>
   <translation>Diese Antwort fortsetzen (Strg+G)</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <source>Copy this message (Ctrl+Shift+C)</source>
   <translation>Diese Nachricht kopieren (Strg+Umschalt+C)</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>Edit this message (Ctrl+E)</source>
   <translation>Diese Nachricht bearbeiten (Strg+E)</translation>
  </message>
  <message>
   <source>More</source>
   <translation>Mehr</translation>
  </message>
  <message>
   <source>More for this message</source>
   <translation>Mehr zu dieser Nachricht</translation>
  </message>
  <message>
   <source>Next version (Alt+Right)</source>
   <translation>Nächste Fassung (Alt+Rechts)</translation>
  </message>
  <message>
   <source>Previous version (Alt+Left)</source>
   <translation>Vorige Fassung (Alt+Links)</translation>
  </message>
  <message>
   <source>Version {place} of {count}</source>
   <translation>Fassung {place} von {count}</translation>
  </message>
  <message>
   <source>{place} / {count}</source>
   <translation>{place} / {count}</translation>
  </message>
 </context>
 <context>
  <name>MessageEditor</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Edit the message</source>
   <translation>Die Nachricht bearbeiten</translation>
  </message>
 </context>
 <context>
  <name>MessageView</name>
  <message numerus="yes">
   <source>Hide the thought (%n word(s))</source>
   <translation>
    <numerusform>Gedanken verbergen (%n Wort)</numerusform>
    <numerusform>Gedanken verbergen (%n Wörter)</numerusform>
   </translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Show all: {count} more characters</source>
   <translation>Alles zeigen: {count} weitere Zeichen</translation>
  </message>
  <message numerus="yes">
   <source>Show the thought (%n word(s))</source>
   <translation>
    <numerusform>Gedanken zeigen (%n Wort)</numerusform>
    <numerusform>Gedanken zeigen (%n Wörter)</numerusform>
   </translation>
  </message>
  <message>
   <source>Thought</source>
   <translation>Gedanke</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Sie</translation>
  </message>
 </context>
 <context>
  <name>ModelActions</name>
  <message>
   <source>&amp;Choose a model folder…</source>
   <translation>Modellordner &amp;wählen …</translation>
  </message>
  <message>
   <source>&amp;Models…</source>
   <translation>&amp;Modelle …</translation>
  </message>
  <message>
   <source>&amp;Reload the model</source>
   <translation>Modell &amp;neu laden</translation>
  </message>
  <message>
   <source>&amp;Stop loading</source>
   <translation>Laden &amp;abbrechen</translation>
  </message>
  <message>
   <source>Choose a model folder</source>
   <translation>Modellordner wählen</translation>
  </message>
  <message>
   <source>Loading {name} was stopped. No model is in memory now.</source>
   <translation>Das Laden von {name} wurde abgebrochen. Jetzt ist kein Modell im Speicher.</translation>
  </message>
  <message>
   <source>Use the &amp;built-in model</source>
   <translation>Mitgeliefertes Modell &amp;verwenden</translation>
  </message>
 </context>
 <context>
  <name>ModelRow</name>
  <message>
   <source>Delete…</source>
   <translation>Löschen …</translation>
  </message>
  <message>
   <source>Loading: {name}</source>
   <translation>Wird geladen: {name}</translation>
  </message>
  <message>
   <source>Remove from this list</source>
   <translation>Aus dieser Liste nehmen</translation>
  </message>
  <message>
   <source>Show folder</source>
   <translation>Ordner zeigen</translation>
  </message>
  <message>
   <source>Stop loading</source>
   <translation>Laden abbrechen</translation>
  </message>
  <message>
   <source>Use</source>
   <translation>Verwenden</translation>
  </message>
 </context>
 <context>
  <name>Models</name>
  <message>
   <source>Asking the hub…</source>
   <translation>Der Hub wird gefragt …</translation>
  </message>
  <message>
   <source>Checking what is here of {file}…</source>
   <translation>Was von {file} da ist, wird geprüft …</translation>
  </message>
  <message>
   <source>Does not fit on the disk: {needed} are needed, {free} are free.</source>
   <translation>Passt nicht auf den Datenträger: {needed} werden gebraucht, {free} sind frei.</translation>
  </message>
  <message>
   <source>Layers in main memory</source>
   <translation>Schichten im Arbeitsspeicher</translation>
  </message>
  <message>
   <source>Layers on the graphics card</source>
   <translation>Schichten auf der Grafikkarte</translation>
  </message>
  <message>
   <source>No graphics card that it could use was found.</source>
   <translation>Es wurde keine passende Grafikkarte gefunden.</translation>
  </message>
  <message>
   <source>On the graphics card</source>
   <translation>Auf der Grafikkarte</translation>
  </message>
  <message>
   <source>On the processor</source>
   <translation>Auf dem Prozessor</translation>
  </message>
  <message>
   <source>The others are brought from main memory or the disk at every step, which is slower but leaves room on the card.</source>
   <translation>Die übrigen kommen bei jedem Schritt aus dem Arbeitsspeicher oder von der Festplatte. Das ist langsamer, lässt aber Platz auf der Karte.</translation>
  </message>
  <message>
   <source>The others are read from the disk at every step, which is slower but leaves memory to other programs.</source>
   <translation>Die übrigen werden bei jedem Schritt von der Festplatte gelesen. Das ist langsamer, lässt aber anderen Programmen Speicher.</translation>
  </message>
  <message>
   <source>There is no folder {folder} (any more).</source>
   <translation>Den Ordner {folder} gibt es nicht (mehr).</translation>
  </message>
  <message>
   <source>Wherever it is fastest</source>
   <translation>Wo es am schnellsten ist</translation>
  </message>
  <message>
   <source>about a minute</source>
   <translation>etwa eine Minute</translation>
  </message>
  <message>
   <source>about {n} hours</source>
   <translation>etwa {n} Stunden</translation>
  </message>
  <message>
   <source>about {n} minutes</source>
   <translation>etwa {n} Minuten</translation>
  </message>
  <message>
   <source>about {size}</source>
   <translation>etwa {size}</translation>
  </message>
  <message>
   <source>about {size} to download, about {kept} kept</source>
   <translation>etwa {size} herunterzuladen, etwa {kept} bleiben</translation>
  </message>
  <message>
   <source>comes along with Sfumato, very small</source>
   <translation>bei Sfumato dabei, sehr klein</translation>
  </message>
  <message>
   <source>in use</source>
   <translation>in Gebrauch</translation>
  </message>
  <message>
   <source>is being loaded</source>
   <translation>wird geladen</translation>
  </message>
  <message>
   <source>less than a minute</source>
   <translation>weniger als eine Minute</translation>
  </message>
  <message>
   <source>licence {name}</source>
   <translation>Lizenz {name}</translation>
  </message>
  <message>
   <source>packing what came: {share}</source>
   <translation>Gekommenes wird gepackt: {share}</translation>
  </message>
  <message>
   <source>the hub told no hash for some files: only their size was checked</source>
   <translation>zu einigen Dateien nannte der Hub keine Prüfsumme: Nur ihre Größe wurde geprüft</translation>
  </message>
  <message>
   <source>your folder {folder}</source>
   <translation>Ihr Ordner {folder}</translation>
  </message>
  <message>
   <source>{done} of {total}</source>
   <translation>{done} von {total}</translation>
  </message>
  <message>
   <source>{done}, paused</source>
   <translation>{done}, angehalten</translation>
  </message>
  <message>
   <source>{folder} cannot be read: {reason}.</source>
   <translation>{folder} lässt sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>{name} runs on the graphics card.</source>
   <translation>{name} läuft auf der Grafikkarte.</translation>
  </message>
  <message>
   <source>{name} runs on the processor.</source>
   <translation>{name} läuft auf dem Prozessor.</translation>
  </message>
  <message>
   <source>{problem} Trying again…</source>
   <translation>{problem} Neuer Versuch …</translation>
  </message>
  <message>
   <source>{size} a second</source>
   <translation>{size} pro Sekunde</translation>
  </message>
  <message>
   <source>{size} on disk</source>
   <translation>{size} auf dem Datenträger</translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>noch {time}</translation>
  </message>
 </context>
 <context>
  <name>ModelsDialog</name>
  <message>
   <source>Cancel the download</source>
   <translation>Download abbrechen</translation>
  </message>
  <message>
   <source>Cancel the download of {name}?</source>
   <translation>Den Download von {name} abbrechen?</translation>
  </message>
  <message>
   <source>Choose a model file</source>
   <translation>Modelldatei wählen</translation>
  </message>
  <message>
   <source>Choose a model folder</source>
   <translation>Modellordner wählen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>Delete {name}?</source>
   <translation>{name} löschen?</translation>
  </message>
  <message>
   <source>Downloads</source>
   <translation>Downloads</translation>
  </message>
  <message>
   <source>GGUF models (*.gguf)</source>
   <translation>GGUF-Modelle (*.gguf)</translation>
  </message>
  <message>
   <source>It is in use: the built-in model takes its place.</source>
   <translation>Es ist in Gebrauch: Das mitgelieferte Modell tritt an seine Stelle.</translation>
  </message>
  <message>
   <source>Its files are deleted. It can be downloaded again.</source>
   <translation>Seine Dateien werden gelöscht. Es lässt sich wieder herunterladen.</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep it</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep them elsewhere…</source>
   <translation>Anderswo ablegen …</translation>
  </message>
  <message>
   <source>Looking what this computer has…</source>
   <translation>Es wird nachgesehen, was dieser Computer hat …</translation>
  </message>
  <message>
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <source>On this computer</source>
   <translation>Auf diesem Computer</translation>
  </message>
  <message>
   <source>This computer</source>
   <translation>Dieser Computer</translation>
  </message>
  <message>
   <source>To download</source>
   <translation>Zum Herunterladen</translation>
  </message>
  <message>
   <source>Use a GGUF file I have…</source>
   <translation>Eine vorhandene GGUF-Datei verwenden …</translation>
  </message>
  <message>
   <source>Use a folder I already have…</source>
   <translation>Einen vorhandenen Ordner verwenden …</translation>
  </message>
  <message>
   <source>What came so far is deleted.</source>
   <translation>Was schon da ist, wird gelöscht.</translation>
  </message>
  <message>
   <source>Where downloads are kept</source>
   <translation>Wo Downloads liegen</translation>
  </message>
  <message>
   <source>{size} free</source>
   <translation>{size} frei</translation>
  </message>
 </context>
 <context>
  <name>OrganiseActions</name>
  <message numerus="yes">
   <source>%n conversation(s) are in the trash.</source>
   <translation>
    <numerusform>%n Unterhaltung ist im Papierkorb.</numerusform>
    <numerusform>%n Unterhaltungen sind im Papierkorb.</numerusform>
   </translation>
  </message>
  <message>
   <source>&amp;All conversations</source>
   <translation>&amp;Alle Unterhaltungen</translation>
  </message>
  <message>
   <source>&amp;Archive or not</source>
   <translation>Archivieren &amp;oder zurückholen</translation>
  </message>
  <message>
   <source>&amp;Delete</source>
   <translation>&amp;Löschen</translation>
  </message>
  <message>
   <source>&amp;Delete the folder shown</source>
   <translation>Gezeigten &amp;Ordner löschen</translation>
  </message>
  <message>
   <source>&amp;Empty the trash…</source>
   <translation>Papierkorb &amp;leeren …</translation>
  </message>
  <message>
   <source>&amp;List</source>
   <translation>L&amp;iste</translation>
  </message>
  <message>
   <source>&amp;Rename the folder shown…</source>
   <translation>&amp;Gezeigten Ordner umbenennen …</translation>
  </message>
  <message>
   <source>&amp;Trash</source>
   <translation>&amp;Papierkorb</translation>
  </message>
  <message>
   <source>&amp;Undo the last deletion</source>
   <translation>Letztes Löschen &amp;rückgängig machen</translation>
  </message>
  <message>
   <source>All their messages are deleted, from the backups, too. This cannot be undone.</source>
   <translation>Alle Nachrichten darin werden gelöscht, auch aus den Sicherungen. Das lässt sich nicht rückgängig machen.</translation>
  </message>
  <message>
   <source>Ar&amp;chive</source>
   <translation>A&amp;rchiv</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archivieren</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message numerus="yes">
   <source>Delete %n conversation(s) for good?</source>
   <translation>
    <numerusform>%n Unterhaltung endgültig löschen?</numerusform>
    <numerusform>%n Unterhaltungen endgültig löschen?</numerusform>
   </translation>
  </message>
  <message>
   <source>Delete for good</source>
   <translation>Endgültig löschen</translation>
  </message>
  <message>
   <source>Delete for good…</source>
   <translation>Endgültig löschen …</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Move to folder</source>
   <translation>In Ordner verschieben</translation>
  </message>
  <message>
   <source>Name of the folder:</source>
   <translation>Name des Ordners:</translation>
  </message>
  <message>
   <source>New &amp;folder…</source>
   <translation>&amp;Neuer Ordner …</translation>
  </message>
  <message>
   <source>New folder</source>
   <translation>Neuer Ordner</translation>
  </message>
  <message>
   <source>New folder…</source>
   <translation>Neuer Ordner …</translation>
  </message>
  <message>
   <source>No folder</source>
   <translation>Kein Ordner</translation>
  </message>
  <message>
   <source>P&amp;in or unpin</source>
   <translation>&amp;Anheften oder lösen</translation>
  </message>
  <message>
   <source>Pin</source>
   <translation>Anheften</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>Rename folder</source>
   <translation>Ordner umbenennen</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Take out of the archive</source>
   <translation>Aus dem Archiv holen</translation>
  </message>
  <message>
   <source>The folder “{name}” is gone, its conversations are kept.</source>
   <translation>Der Ordner „{name}“ ist weg, seine Unterhaltungen bleiben.</translation>
  </message>
  <message>
   <source>Unpin</source>
   <translation>Lösen</translation>
  </message>
  <message>
   <source>“{title}” is in the trash.</source>
   <translation>„{title}“ ist im Papierkorb.</translation>
  </message>
 </context>
 <context>
  <name>PersonasDialog</name>
  <message>
   <source>A persona is a text that the model reads before every conversation that has it.</source>
   <translation>Eine Persona ist ein Text, den das Modell vor jeder Unterhaltung liest, die sie hat.</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <source>How the model should answer, for example: You are a patient teacher.</source>
   <translation>Wie das Modell antworten soll, zum Beispiel: Du bist ein geduldiger Lehrer.</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>New conversations begin with this persona</source>
   <translation>Neue Unterhaltungen beginnen mit dieser Persona</translation>
  </message>
  <message>
   <source>New persona</source>
   <translation>Neue Persona</translation>
  </message>
  <message>
   <source>Personas</source>
   <translation>Personas</translation>
  </message>
  <message>
   <source>Prompt</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>{name} (default)</source>
   <translation>{name} (Vorgabe)</translation>
  </message>
 </context>
 <context>
  <name>QueueActions</name>
  <message>
   <source>Send the &amp;queued message now</source>
   <translation>Eingereihte Nachricht &amp;jetzt senden</translation>
  </message>
  <message>
   <source>Take back the queued message</source>
   <translation>Eingereihte Nachricht zurücknehmen</translation>
  </message>
 </context>
 <context>
  <name>QueueBar</name>
  <message>
   <source>Send now</source>
   <translation>Jetzt senden</translation>
  </message>
  <message>
   <source>Send the next message</source>
   <translation>Die nächste Nachricht senden</translation>
  </message>
  <message>
   <source>Sent when the reply is complete:</source>
   <translation>Wird gesendet, sobald die Antwort vollständig ist:</translation>
  </message>
  <message>
   <source>Waiting, not sent:</source>
   <translation>Wartet, nicht gesendet:</translation>
  </message>
 </context>
 <context>
  <name>ReplyEnding</name>
  <message>
   <source>This reply failed.</source>
   <translation>Diese Antwort ist fehlgeschlagen.</translation>
  </message>
  <message>
   <source>This reply reached its length limit.</source>
   <translation>Diese Antwort hat ihre Höchstlänge erreicht.</translation>
  </message>
  <message>
   <source>This reply was interrupted: Sfumato closed before it was complete.</source>
   <translation>Diese Antwort wurde unterbrochen: Sfumato wurde geschlossen, bevor sie vollständig war.</translation>
  </message>
  <message>
   <source>You stopped this reply.</source>
   <translation>Sie haben diese Antwort angehalten.</translation>
  </message>
 </context>
 <context>
  <name>ReplyFigures</name>
  <message>
   <source>{n} step</source>
   <translation>{n} Schritt</translation>
  </message>
  <message>
   <source>{n} steps</source>
   <translation>{n} Schritte</translation>
  </message>
  <message>
   <source>{n} token</source>
   <translation>{n} Token</translation>
  </message>
  <message>
   <source>{n} tokens</source>
   <translation>{n} Token</translation>
  </message>
  <message>
   <source>{rate} tokens a second</source>
   <translation>{rate} Token pro Sekunde</translation>
  </message>
  <message>
   <source>{steps} in {blocks} blocks</source>
   <translation>{steps} in {blocks} Blöcken</translation>
  </message>
 </context>
 <context>
  <name>ReplySaver</name>
  <message>
   <source>{cause} The reply stays in this window and is also kept in {path}.</source>
   <translation>{cause} Die Antwort bleibt in diesem Fenster und liegt außerdem in {path}.</translation>
  </message>
  <message>
   <source>{cause} The reply stays in this window only: please save a copy.</source>
   <translation>{cause} Die Antwort bleibt nur in diesem Fenster: Bitte speichern Sie eine Kopie.</translation>
  </message>
 </context>
 <context>
  <name>RunStatus</name>
  <message>
   <source>Block {block} · step {step} of {steps}</source>
   <translation>Block {block} · Schritt {step} von {steps}</translation>
  </message>
  <message>
   <source>Loading the model {model}…</source>
   <translation>Das Modell {model} wird geladen …</translation>
  </message>
  <message>
   <source>Loading the model {model}… {share} %</source>
   <translation>Das Modell {model} wird geladen … {share} %</translation>
  </message>
  <message>
   <source>No model is loaded.</source>
   <translation>Es ist kein Modell geladen.</translation>
  </message>
  <message>
   <source>Prefilling: reading the conversation…</source>
   <translation>Die Unterhaltung wird gelesen …</translation>
  </message>
  <message>
   <source>Ready · {model}</source>
   <translation>Bereit · {model}</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Start …</translation>
  </message>
  <message>
   <source>Stopping…</source>
   <translation>Wird angehalten …</translation>
  </message>
  <message>
   <source>The model failed: {reason}</source>
   <translation>Das Modell ist ausgefallen: {reason}</translation>
  </message>
  <message>
   <source>{status} 1 message will be answered next.</source>
   <translation>{status} 1 Nachricht wird als Nächstes beantwortet.</translation>
  </message>
  <message>
   <source>{status} {count} messages will be answered next.</source>
   <translation>{status} {count} Nachrichten werden als Nächstes beantwortet.</translation>
  </message>
 </context>
 <context>
  <name>RunStatusLabel</name>
  <message>
   <source>Model: {status}</source>
   <translation>Modell: {status}</translation>
  </message>
  <message>
   <source>block {block} takes shape</source>
   <translation>Block {block} nimmt Gestalt an</translation>
  </message>
 </context>
 <context>
  <name>SearchActions</name>
  <message>
   <source>&amp;Find in conversation</source>
   <translation>&amp;In der Unterhaltung suchen</translation>
  </message>
  <message>
   <source>&amp;Search all conversations</source>
   <translation>&amp;Alle Unterhaltungen durchsuchen</translation>
  </message>
  <message>
   <source>Find &amp;next</source>
   <translation>&amp;Weitersuchen</translation>
  </message>
  <message>
   <source>Find &amp;previous</source>
   <translation>&amp;Rückwärts suchen</translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message numerus="yes">
   <source>%n found</source>
   <translation>
    <numerusform>%n Treffer</numerusform>
    <numerusform>%n Treffer</numerusform>
   </translation>
  </message>
  <message>
   <source>Any folder</source>
   <translation>Jeder Ordner</translation>
  </message>
  <message>
   <source>Any model</source>
   <translation>Jedes Modell</translation>
  </message>
  <message>
   <source>Any time</source>
   <translation>Jederzeit</translation>
  </message>
  <message>
   <source>Clear the search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <source>Last 30 days</source>
   <translation>Letzte 30 Tage</translation>
  </message>
  <message>
   <source>Last 7 days</source>
   <translation>Letzte 7 Tage</translation>
  </message>
  <message>
   <source>Last year</source>
   <translation>Letztes Jahr</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation>Nichts gefunden.</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Search all conversations</source>
   <translation>Alle Unterhaltungen durchsuchen</translation>
  </message>
  <message>
   <source>Search all conversations (Ctrl+Shift+F)</source>
   <translation>Alle Unterhaltungen durchsuchen (Strg+Umschalt+F)</translation>
  </message>
  <message>
   <source>What was found</source>
   <translation>Was gefunden wurde</translation>
  </message>
  <message>
   <source>When</source>
   <translation>Wann</translation>
  </message>
 </context>
 <context>
  <name>SettingRow</name>
  <message>
   <source>New each time</source>
   <translation>Jedes Mal neu</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>Reset: {name}</source>
   <translation>Zurücksetzen: {name}</translation>
  </message>
 </context>
 <context>
  <name>Settings</name>
  <message>
   <source>A block takes at most so many; most take fewer.</source>
   <translation>So viele braucht ein Block höchstens, die meisten weniger.</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>Balanced: as the model was made</source>
   <translation>Ausgewogen: wie das Modell gemacht ist</translation>
  </message>
  <message>
   <source>Calm: only what has settled</source>
   <translation>Ruhig: nur Feststehendes</translation>
  </message>
  <message>
   <source>Canvas</source>
   <translation>Leinwand</translation>
  </message>
  <message>
   <source>Careful</source>
   <translation>Sorgfältig</translation>
  </message>
  <message>
   <source>Custom: the values below</source>
   <translation>Eigene: die Werte darunter</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Denoising steps</source>
   <translation>Entrauschungsschritte</translation>
  </message>
  <message>
   <source>Draft: guesses too, faintly</source>
   <translation>Entwurf: auch Vermutungen, blass</translation>
  </message>
  <message>
   <source>Entropy bound</source>
   <translation>Entropiegrenze</translation>
  </message>
  <message>
   <source>Fast</source>
   <translation>Schnell</translation>
  </message>
  <message>
   <source>Fast settles more text at each step, careful less; a conversation can differ.</source>
   <translation>„Schnell“ legt in jedem Schritt mehr Text fest, „Sorgfältig“ weniger; eine Unterhaltung kann abweichen.</translation>
  </message>
  <message>
   <source>First temperature</source>
   <translation>Anfangstemperatur</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>How much doubt one step may settle, in nats. More is faster.</source>
   <translation>Wie viel Zweifel ein Schritt auflösen darf, in Nat. Mehr ist schneller.</translation>
  </message>
  <message>
   <source>How much of the unsettled text is shown while a reply forms.</source>
   <translation>Wie viel vom noch offenen Text zu sehen ist, während eine Antwort entsteht.</translation>
  </message>
  <message>
   <source>In tokens, in whole blocks of 256; a longer reply is cut.</source>
   <translation>In Token, in ganzen Blöcken zu 256; eine längere Antwort wird gekürzt.</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Last temperature</source>
   <translation>Endtemperatur</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Like the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Longest reply</source>
   <translation>Längste Antwort</translation>
  </message>
  <message>
   <source>Noise</source>
   <translation>Rauschen</translation>
  </message>
  <message>
   <source>Of menus and messages; replies are in the model's language. Holds after a restart.</source>
   <translation>Der Menüs und Meldungen; Antworten sind in der Sprache des Modells. Gilt nach einem Neustart.</translation>
  </message>
  <message>
   <source>Of the whole window. Ctrl and + or − change it too.</source>
   <translation>Des ganzen Fensters. Auch Strg und + oder − ändern sie.</translation>
  </message>
  <message>
   <source>Raw: everything</source>
   <translation>Roh: alles</translation>
  </message>
  <message>
   <source>Reduce motion</source>
   <translation>Weniger Bewegung</translation>
  </message>
  <message>
   <source>Replies</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <source>Sampling</source>
   <translation>Sampling</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <source>Text appears at once instead of fading in.</source>
   <translation>Text erscheint sofort, statt sich einzublenden.</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <source>The model writes down its thoughts before it answers.</source>
   <translation>Das Modell schreibt seine Gedanken auf, bevor es antwortet.</translation>
  </message>
  <message>
   <source>The same seed gives the same reply to the same conversation.</source>
   <translation>Derselbe Startwert gibt dieselbe Antwort auf dieselbe Unterhaltung.</translation>
  </message>
  <message>
   <source>The system's theme follows light, dark and high contrast of your desktop.</source>
   <translation>„Wie das System“ folgt Hell, Dunkel und hohem Kontrast Ihres Desktops.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farben</translation>
  </message>
  <message>
   <source>Think first</source>
   <translation>Erst nachdenken</translation>
  </message>
  <message>
   <source>Where a block begins. Higher is more varied.</source>
   <translation>Womit ein Block beginnt. Höher ist vielfältiger.</translation>
  </message>
  <message>
   <source>Where a block ends; not above the first one.</source>
   <translation>Womit ein Block endet; nicht über der Anfangstemperatur.</translation>
  </message>
 </context>
 <context>
  <name>SettingsController</name>
  <message>
   <source>The settings could not be saved: {reason}.</source>
   <translation>Die Einstellungen ließen sich nicht speichern: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>SettingsDialog</name>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Reset all</source>
   <translation>Alle zurücksetzen</translation>
  </message>
  <message>
   <source>Search settings</source>
   <translation>Einstellungen durchsuchen</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
 </context>
 <context>
  <name>ShapingActions</name>
  <message>
   <source>As in the settings</source>
   <translation>Wie in den Einstellungen</translation>
  </message>
  <message>
   <source>Edit t&amp;he personas…</source>
   <translation>Per&amp;sonas bearbeiten …</translation>
  </message>
  <message>
   <source>Edit the personas…</source>
   <translation>Personas bearbeiten …</translation>
  </message>
  <message>
   <source>No persona</source>
   <translation>Keine Persona</translation>
  </message>
  <message>
   <source>Pers&amp;ona and sampling…</source>
   <translation>&amp;Persona und Sampling …</translation>
  </message>
  <message>
   <source>Persona</source>
   <translation>Persona</translation>
  </message>
  <message>
   <source>Persona and sampling of this conversation: {choice}</source>
   <translation>Persona und Sampling dieser Unterhaltung: {choice}</translation>
  </message>
  <message>
   <source>Sampling</source>
   <translation>Sampling</translation>
  </message>
 </context>
 <context>
  <name>Sidebar</name>
  <message>
   <source>All conversations</source>
   <translation>Alle Unterhaltungen</translation>
  </message>
  <message>
   <source>Archive</source>
   <translation>Archiv</translation>
  </message>
  <message>
   <source>Archived conversations lie here, out of the way.</source>
   <translation>Hier liegen archivierte Unterhaltungen, aus dem Weg.</translation>
  </message>
  <message>
   <source>Back to the conversation</source>
   <translation>Zurück zur Unterhaltung</translation>
  </message>
  <message>
   <source>Conversations</source>
   <translation>Unterhaltungen</translation>
  </message>
  <message>
   <source>New conversation</source>
   <translation>Neue Unterhaltung</translation>
  </message>
  <message>
   <source>The trash is empty.</source>
   <translation>Der Papierkorb ist leer.</translation>
  </message>
  <message>
   <source>This folder is empty. Move conversations here by right click.</source>
   <translation>Dieser Ordner ist leer. Mit einem Rechtsklick verschieben Sie Unterhaltungen hierher.</translation>
  </message>
  <message>
   <source>Trash</source>
   <translation>Papierkorb</translation>
  </message>
  <message>
   <source>Which conversations are listed</source>
   <translation>Welche Unterhaltungen zu sehen sind</translation>
  </message>
  <message>
   <source>Your conversations will be listed here.</source>
   <translation>Hier werden Ihre Unterhaltungen stehen.</translation>
  </message>
 </context>
 <context>
  <name>StoredDialog</name>
  <message>
   <source>Backups of them: 7 days and 4 weeks</source>
   <translation>Sicherungen davon: 7 Tage und 4 Wochen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Conversations, folders and personas</source>
   <translation>Unterhaltungen, Ordner und Personas</translation>
  </message>
  <message>
   <source>Files kept aside as damaged</source>
   <translation>Als beschädigt beiseite gelegte Dateien</translation>
  </message>
  <message>
   <source>Log of errors; never what was said</source>
   <translation>Fehlerprotokoll, niemals Gesprochenes</translation>
  </message>
  <message>
   <source>Models you fetched</source>
   <translation>Heruntergeladene Modelle</translation>
  </message>
  <message>
   <source>Nothing you write is sent anywhere. Everything lies in files on this computer, unencrypted, which only your user account may read. What lies in the trash goes after 30 days. A conversation deleted for good is taken out of the backups, too; only files kept aside as damaged, text a full disk refused, and what you exported yourself stay until you delete them.</source>
   <translation>Nichts, was Sie schreiben, wird verschickt. Alles liegt unverschlüsselt in Dateien auf diesem Computer, die nur Ihr Benutzerkonto lesen darf. Was im Papierkorb liegt, verschwindet nach 30 Tagen. Eine endgültig gelöschte Unterhaltung wird auch aus den Sicherungen entfernt; nur als beschädigt beiseite gelegte Dateien, Text, den ein voller Datenträger abwies, und was Sie selbst exportiert haben, bleiben, bis Sie sie löschen.</translation>
  </message>
  <message>
   <source>Room kept free for a full disk</source>
   <translation>Freigehaltener Platz für einen vollen Datenträger</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>What is stored where</source>
   <translation>Was wo gespeichert ist</translation>
  </message>
 </context>
 <context>
  <name>Tail</name>
  <message>
   <source>This message has no answer yet.</source>
   <translation>Diese Nachricht hat noch keine Antwort.</translation>
  </message>
  <message>
   <source>Your message is saved and will be answered as soon as the model is ready.</source>
   <translation>Ihre Nachricht ist gespeichert und wird beantwortet, sobald das Modell bereit ist.</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>Show or hide the conversations</source>
   <translation>Unterhaltungen zeigen oder verbergen</translation>
  </message>
  <message>
   <source>Show or hide the conversations (Ctrl+B)</source>
   <translation>Unterhaltungen zeigen oder verbergen (Strg+B)</translation>
  </message>
 </context>
 <context>
  <name>Transcript</name>
  <message>
   <source>Conversation</source>
   <translation>Unterhaltung</translation>
  </message>
 </context>
 <context>
  <name>Transfer</name>
  <message numerus="yes">
   <source>%n brought back</source>
   <translation>
    <numerusform>%n zurückgeholt</numerusform>
    <numerusform>%n zurückgeholt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n conversation(s) added</source>
   <translation>
    <numerusform>%n Unterhaltung hinzugefügt</numerusform>
    <numerusform>%n Unterhaltungen hinzugefügt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n conversation(s) exported to “{name}”.</source>
   <translation>
    <numerusform>%n Unterhaltung nach „{name}“ exportiert.</numerusform>
    <numerusform>%n Unterhaltungen nach „{name}“ exportiert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>%n nicht lesbar</numerusform>
    <numerusform>%n nicht lesbar</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n extended</source>
   <translation>
    <numerusform>%n ergänzt</numerusform>
    <numerusform>%n ergänzt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n here already</source>
   <translation>
    <numerusform>%n schon da</numerusform>
    <numerusform>%n schon da</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n kept beside one that says something else</source>
   <translation>
    <numerusform>%n neben einer abweichenden behalten</numerusform>
    <numerusform>%n neben abweichenden behalten</numerusform>
   </translation>
  </message>
  <message>
   <source>A reply was still forming: the export has what was final by then.</source>
   <translation>Eine Antwort entstand noch: Der Export enthält, was bis dahin endgültig war.</translation>
  </message>
  <message>
   <source>Some parts of “{name}” could not be imported:</source>
   <translation>Einige Teile von „{name}“ ließen sich nicht importieren:</translation>
  </message>
  <message numerus="yes">
   <source>The export was cancelled. %n conversation(s) are in “{name}”.</source>
   <translation>
    <numerusform>Der Export wurde abgebrochen. %n Unterhaltung ist in „{name}“.</numerusform>
    <numerusform>Der Export wurde abgebrochen. %n Unterhaltungen sind in „{name}“.</numerusform>
   </translation>
  </message>
  <message>
   <source>The export was cancelled. No file was written.</source>
   <translation>Der Export wurde abgebrochen. Es wurde keine Datei geschrieben.</translation>
  </message>
  <message>
   <source>Then the import was cancelled; import the file again for the rest.</source>
   <translation>Danach wurde der Import abgebrochen; importieren Sie die Datei noch einmal für den Rest.</translation>
  </message>
  <message>
   <source>nothing was in it</source>
   <translation>nichts war darin</translation>
  </message>
  <message>
   <source>“{name}”: {what}.</source>
   <translation>„{name}“: {what}.</translation>
  </message>
  <message numerus="yes">
   <source>… and %n more</source>
   <translation>
    <numerusform>… und %n weitere</numerusform>
    <numerusform>… und %n weitere</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TransferActions</name>
  <message>
   <source>&amp;Import…</source>
   <translation>&amp;Importieren …</translation>
  </message>
  <message>
   <source>A reply is forming. The export will have what is final of it by then.</source>
   <translation>Eine Antwort entsteht gerade. Der Export enthält, was bis dahin endgültig ist.</translation>
  </message>
  <message>
   <source>A temporary conversation is not exported: copy it instead.</source>
   <translation>Eine flüchtige Unterhaltung wird nicht exportiert: Kopieren Sie sie stattdessen.</translation>
  </message>
  <message numerus="yes">
   <source>All %n conversation(s), archived ones too</source>
   <translation>
    <numerusform>Die %n Unterhaltung, auch archiviert</numerusform>
    <numerusform>Alle %n Unterhaltungen, auch archivierte</numerusform>
   </translation>
  </message>
  <message>
   <source>An export or import is under way.</source>
   <translation>Ein Export oder Import läuft bereits.</translation>
  </message>
  <message>
   <source>E&amp;xport…</source>
   <translation>&amp;Exportieren …</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Export into a new folder in</source>
   <translation>In einen neuen Ordner exportieren in</translation>
  </message>
  <message>
   <source>Exporting</source>
   <translation>Export</translation>
  </message>
  <message>
   <source>Exports of Sfumato or ChatGPT (*.json *.zip);;All files (*)</source>
   <translation>Exporte von Sfumato oder ChatGPT (*.json *.zip);;Alle Dateien (*)</translation>
  </message>
  <message>
   <source>Import conversations</source>
   <translation>Unterhaltungen importieren</translation>
  </message>
  <message>
   <source>Importing</source>
   <translation>Import</translation>
  </message>
  <message>
   <source>Please import one file at a time.</source>
   <translation>Bitte importieren Sie jeweils eine Datei.</translation>
  </message>
  <message numerus="yes">
   <source>The %n selected conversation(s)</source>
   <translation>
    <numerusform>Die %n ausgewählte Unterhaltung</numerusform>
    <numerusform>Die %n ausgewählten Unterhaltungen</numerusform>
   </translation>
  </message>
  <message>
   <source>The conversation “{title}”</source>
   <translation>Die Unterhaltung „{title}“</translation>
  </message>
  <message>
   <source>There is no conversation to export yet.</source>
   <translation>Es gibt noch keine Unterhaltung zum Exportieren.</translation>
  </message>
  <message>
   <source>{what}: {done} of {total}</source>
   <translation>{what}: {done} von {total}</translation>
  </message>
 </context>
 <context>
  <name>TransferBar</name>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Show the folder</source>
   <translation>Ordner zeigen</translation>
  </message>
 </context>
 <context>
  <name>TransferWorker</name>
  <message>
   <source>The file {name} could not be written: {reason}.</source>
   <translation>Die Datei {name} ließ sich nicht schreiben: {reason}.</translation>
  </message>
  <message>
   <source>There is not enough memory to read {name}.</source>
   <translation>Der Arbeitsspeicher reicht nicht, um {name} zu lesen.</translation>
  </message>
 </context>
 <context>
  <name>UndoBar</name>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo (Ctrl+Shift+Z)</source>
   <translation>Rückgängig (Strg+Umschalt+Z)</translation>
  </message>
  <message>
   <source>Undo: {what}</source>
   <translation>Rückgängig: {what}</translation>
  </message>
 </context>
 <context>
  <name>UnsavedReplies</name>
  <message>
   <source>Markdown (*.md)</source>
   <translation>Markdown (*.md)</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Save a copy of the reply</source>
   <translation>Kopie der Antwort speichern</translation>
  </message>
  <message>
   <source>The file {name} could not be written: {reason}.</source>
   <translation>Die Datei {name} ließ sich nicht schreiben: {reason}.</translation>
  </message>
 </context>
 <context>
  <name>ViewActions</name>
  <message>
   <source>&amp;Calm: only what has settled</source>
   <translation>&amp;Ruhig: nur Feststehendes</translation>
  </message>
  <message>
   <source>&amp;Draft: guesses too, faintly</source>
   <translation>&amp;Entwurf: auch Vermutungen, blass</translation>
  </message>
  <message>
   <source>&amp;Larger text</source>
   <translation>&amp;Größerer Text</translation>
  </message>
  <message>
   <source>&amp;Noise</source>
   <translation>&amp;Rauschen</translation>
  </message>
  <message>
   <source>&amp;Raw: everything</source>
   <translation>Roh: &amp;alles</translation>
  </message>
  <message>
   <source>&amp;Settings…</source>
   <translation>&amp;Einstellungen …</translation>
  </message>
  <message>
   <source>&amp;Usual text size</source>
   <translation>Übliche &amp;Textgröße</translation>
  </message>
  <message>
   <source>Reduce &amp;motion</source>
   <translation>&amp;Weniger Bewegung</translation>
  </message>
  <message>
   <source>Smaller te&amp;xt</source>
   <translation>&amp;Kleinerer Text</translation>
  </message>
 </context>
 <context>
  <name>WayOut</name>
  <message>
   <source>Answer now</source>
   <translation>Jetzt antworten</translation>
  </message>
  <message>
   <source>Choose another model</source>
   <translation>Anderes Modell wählen</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <source>Copy details</source>
   <translation>Einzelheiten kopieren</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Open the data folder</source>
   <translation>Datenordner öffnen</translation>
  </message>
  <message>
   <source>Retry</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>Save as…</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <source>Try to save again</source>
   <translation>Noch einmal speichern</translation>
  </message>
  <message>
   <source>Use the built-in model</source>
   <translation>Mitgeliefertes Modell verwenden</translation>
  </message>
 </context>
 <context>
  <name>WelcomePage</name>
  <message>
   <source>A very small model came along and is your guide; for real answers install DiffusionGemma in the Models window.</source>
   <translation>Ein sehr kleines Modell ist dabei und führt Sie; für richtige Antworten installieren Sie DiffusionGemma im Fenster „Modelle“.</translation>
  </message>
  <message>
   <source>Begin</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Everything you write stays on this computer, saved as you go, and nothing is sent anywhere.</source>
   <translation>Alles, was Sie schreiben, bleibt auf diesem Computer, wird laufend gespeichert und nirgendwohin gesendet.</translation>
  </message>
  <message>
   <source>Here you talk with a language model that drafts a whole block of text at once and lets it emerge from noise, step by step, while you watch.</source>
   <translation>Hier sprechen Sie mit einem Sprachmodell, das einen ganzen Block Text auf einmal entwirft und ihn Schritt für Schritt aus dem Rauschen treten lässt, während Sie zusehen.</translation>
  </message>
  <message>
   <source>Models…</source>
   <translation>Modelle …</translation>
  </message>
  <message>
   <source>Welcome to Sfumato</source>
   <translation>Willkommen bei Sfumato</translation>
  </message>
 </context>
 <context>
  <name>_Row</name>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>Edit the queued message</source>
   <translation>Die eingereihte Nachricht bearbeiten</translation>
  </message>
  <message>
   <source>Put the queued message into the composer</source>
   <translation>Die eingereihte Nachricht zurück ins Eingabefeld holen</translation>
  </message>
  <message>
   <source>Queued: {words}</source>
   <translation>Eingereiht: {words}</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
 </context>
</TS>
