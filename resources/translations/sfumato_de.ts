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
  <message>
   <source>The disk of the data folder {folder} is full, so Sfumato cannot start. Free some space first.</source>
   <translation>Der Datenträger mit dem Datenordner {folder} ist voll, daher kann Sfumato nicht starten. Schaffen Sie zuerst Platz.</translation>
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
  <message>
   <source>This message is on another branch. Open it when the reply is complete.</source>
   <translation>Diese Nachricht liegt in einem anderen Zweig. Öffnen Sie sie, wenn die Antwort vollständig ist.</translation>
  </message>
 </context>
 <context>
  <name>Closing</name>
  <message>
   <source>A message is still being changed, perhaps in another conversation.</source>
   <translation>Eine Nachricht wird noch geändert, vielleicht in einer anderen Unterhaltung.</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close Sfumato and lose what you typed?</source>
   <translation>Sfumato schließen und den getippten Text verlieren?</translation>
  </message>
  <message>
   <source>Keep open</source>
   <translation>Offen lassen</translation>
  </message>
  <message>
   <source>Neither the conversations nor any other file can be written now. Copy your text to another program, or make room and close again.</source>
   <translation>Weder die Unterhaltungen noch eine andere Datei können gerade geschrieben werden. Kopieren Sie Ihren Text in ein anderes Programm, oder schaffen Sie Platz und schließen Sie dann.</translation>
  </message>
  <message>
   <source>Your text is not saved</source>
   <translation>Ihr Text ist nicht gespeichert</translation>
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
   <source>Restore…</source>
   <translation>Wiederherstellen …</translation>
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
   <source>Which backup? Before anything is replaced you are asked.</source>
   <translation>Welche Sicherung? Bevor etwas ersetzt wird, werden Sie gefragt.</translation>
  </message>
  <message>
   <source>kept, as a rescue took from it</source>
   <translation>aufgehoben, da eine Rettung darauf zurückgriff</translation>
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
  <message numerus="yes">
   <source>At least %Ln message(s) are lost.</source>
   <translation>
    <numerusform>Mindestens %Ln Nachricht ist verloren.</numerusform>
    <numerusform>Mindestens %Ln Nachrichten sind verloren.</numerusform>
   </translation>
  </message>
  <message>
   <source>Everything is in the backup of {when}.</source>
   <translation>Alles ist in der Sicherung vom {when}.</translation>
  </message>
  <message numerus="yes">
   <source>Of these, %Ln came from a backup.</source>
   <translation>
    <numerusform>Davon stammt %Ln aus einer Sicherung.</numerusform>
    <numerusform>Davon stammen %Ln aus einer Sicherung.</numerusform>
   </translation>
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
   <source>The database was damaged. %Ln message(s) were rescued.</source>
   <translation>
    <numerusform>Die Datenbank war beschädigt. %Ln Nachricht wurde gerettet.</numerusform>
    <numerusform>Die Datenbank war beschädigt. %Ln Nachrichten wurden gerettet.</numerusform>
   </translation>
  </message>
  <message>
   <source>The disk is full: your conversations can be read and exported, but not changed. Free some space, then start Sfumato again.</source>
   <translation>Der Datenträger ist voll: Ihre Unterhaltungen lassen sich lesen und exportieren, aber nicht ändern. Schaffen Sie Platz, und starten Sie Sfumato dann neu.</translation>
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
   <source>Whether others are lost cannot be told.</source>
   <translation>Ob weitere verloren sind, lässt sich nicht sagen.</translation>
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
   <source>Faster kernels for packed experts</source>
   <translation>Schnellere Rechenkerne für gepackte Experten</translation>
  </message>
  <message>
   <source>They move far less memory, but nobody has measured them on a graphics card yet. Before each use they are tried against the ordinary ones.</source>
   <translation>Sie bewegen viel weniger Speicher, aber noch niemand hat sie auf einer Grafikkarte gemessen. Vor jedem Gebrauch werden sie mit den gewöhnlichen verglichen.</translation>
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
  <name>HitList</name>
  <message>
   <source>Reply</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Sie</translation>
  </message>
 </context>
 <context>
  <name>LeftTexts</name>
  <message>
   <source>Some text could not be saved in an earlier run. It is in {paths}: read it there, and delete the file when you no longer need it.</source>
   <translation>Ein Text konnte bei einem früheren Lauf nicht gespeichert werden. Er steht in {paths}: Lesen Sie ihn dort und löschen Sie die Datei, wenn Sie sie nicht mehr brauchen.</translation>
  </message>
  <message>
   <source>The text is back: a reply's in its conversation, other text as the draft of a new one.</source>
   <translation>Der Text ist wieder da: der einer Antwort in ihrer Unterhaltung, anderer als Entwurf einer neuen.</translation>
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
  <message>
   <source>{title} (temporary)</source>
   <translation>{title} (flüchtig)</translation>
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
   <source>A reply forms: the deleted message can come back when it is complete.</source>
   <translation>Eine Antwort entsteht: Die gelöschte Nachricht kann zurückkommen, sobald die Antwort vollständig ist.</translation>
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
   <source>The empty message is deleted.</source>
   <translation>Die leere Nachricht ist gelöscht.</translation>
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
  <name>MessageController</name>
  <message>
   <source>A reply forms: send your change when it is complete.</source>
   <translation>Eine Antwort entsteht: Senden Sie Ihre Änderung, sobald die Antwort vollständig ist.</translation>
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
   <source>Hide the thought (%Ln word(s))</source>
   <translation>
    <numerusform>Gedanken verbergen (%Ln Wort)</numerusform>
    <numerusform>Gedanken verbergen (%Ln Wörter)</numerusform>
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
   <source>Show the thought (%Ln word(s))</source>
   <translation>
    <numerusform>Gedanken zeigen (%Ln Wort)</numerusform>
    <numerusform>Gedanken zeigen (%Ln Wörter)</numerusform>
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
   <source>&amp;Unload the model</source>
   <translation>Modell aus dem S&amp;peicher nehmen</translation>
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
  <message>
   <source>{name} is no longer in memory. What you send next loads it again.</source>
   <translation>{name} ist nicht mehr im Speicher. Was Sie als Nächstes senden, lädt es wieder.</translation>
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
   <source>Pack it (about {size})</source>
   <translation>Packen (etwa {size})</translation>
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
   <translation>Die übrigen kommen bei jedem Schritt aus dem Arbeitsspeicher oder vom Datenträger. Das ist langsamer, lässt aber Platz auf der Karte.</translation>
  </message>
  <message>
   <source>The others are read from the disk at every step, which is slower but leaves memory to other programs.</source>
   <translation>Die übrigen werden bei jedem Schritt vom Datenträger gelesen. Das ist langsamer, lässt aber anderen Programmen Speicher.</translation>
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
   <source>Its files are deleted. Those that it was packed from stay.</source>
   <translation>Seine Dateien werden gelöscht. Die, aus denen es gepackt wurde, bleiben.</translation>
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
   <source>Stop packing</source>
   <translation>Nicht weiter packen</translation>
  </message>
  <message>
   <source>Stop packing {name}?</source>
   <translation>{name} nicht weiter packen?</translation>
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
   <source>What was packed so far is deleted. Your own files stay.</source>
   <translation>Was bisher gepackt wurde, wird gelöscht. Ihre eigenen Dateien bleiben.</translation>
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
   <source>%Ln conversation(s) are in the trash.</source>
   <translation>
    <numerusform>%Ln Unterhaltung ist im Papierkorb.</numerusform>
    <numerusform>%Ln Unterhaltungen sind im Papierkorb.</numerusform>
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
   <source>&amp;Delete for good…</source>
   <translation>Endgültig &amp;löschen …</translation>
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
   <source>&amp;Move to a folder…</source>
   <translation>In einen Or&amp;dner verschieben …</translation>
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
   <source>Delete %Ln conversation(s) for good?</source>
   <translation>
    <numerusform>%Ln Unterhaltung endgültig löschen?</numerusform>
    <numerusform>%Ln Unterhaltungen endgültig löschen?</numerusform>
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
   <source>Restore &amp;from the trash</source>
   <translation>Aus dem Papier&amp;korb holen</translation>
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
  <message>
   <source>“{title}” is out of the trash, because you went on with it.</source>
   <translation>„{title}“ liegt nicht mehr im Papierkorb, weil Sie daran weitergeschrieben haben.</translation>
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
   <source>Close the personas and lose what you typed?</source>
   <translation>Die Personas schließen und den getippten Text verlieren?</translation>
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
   <source>It could not be saved. Keep this window open and close it again later.</source>
   <translation>Er konnte nicht gespeichert werden. Lassen Sie dieses Fenster offen und schließen Sie es später.</translation>
  </message>
  <message>
   <source>Keep open</source>
   <translation>Offen lassen</translation>
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
   <source>The persona “{name}” is deleted.</source>
   <translation>Die Persona „{name}“ ist gelöscht.</translation>
  </message>
  <message>
   <source>Your text is not saved</source>
   <translation>Ihr Text ist nicht gespeichert</translation>
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
   <source>%Ln found</source>
   <translation>
    <numerusform>%Ln Treffer</numerusform>
    <numerusform>%Ln Treffer</numerusform>
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
  <name>Sentences</name>
  <message>
   <source>1 layer in memory</source>
   <translation>1 Schicht im Arbeitsspeicher</translation>
  </message>
  <message>
   <source>1 layer on the GPU</source>
   <translation>1 Schicht auf der Grafikkarte</translation>
  </message>
  <message>
   <source>A backup could not be written: {reason}.</source>
   <translation>Eine Sicherung konnte nicht geschrieben werden: {reason}.</translation>
  </message>
  <message>
   <source>A file of {repository} is not there (any more). Cancel this download and look the repository up again.</source>
   <translation>Eine Datei von {repository} ist nicht (mehr) da. Brechen Sie dieses Herunterladen ab und schlagen Sie das Repository erneut nach.</translation>
  </message>
  <message>
   <source>A model file does not say how it was quantised, so it cannot be read. Convert the model again.</source>
   <translation>Eine Modelldatei sagt nicht, wie sie quantisiert wurde, und lässt sich deshalb nicht lesen. Wandeln Sie das Modell noch einmal um.</translation>
  </message>
  <message>
   <source>AMD graphics card</source>
   <translation>AMD-Grafikkarte</translation>
  </message>
  <message>
   <source>All of the model fits into the main memory: {held} of {free}, with some to spare.</source>
   <translation>Das ganze Modell passt in den Arbeitsspeicher: {held} von {free}, etwas bleibt übrig.</translation>
  </message>
  <message>
   <source>All of the model fits into the {card}: {held} of {free}, with some to spare.</source>
   <translation>Das ganze Modell passt auf die Grafikkarte {card}: {held} von {free}, etwas bleibt übrig.</translation>
  </message>
  <message>
   <source>Ask for access on its page, then set the environment variable HF_TOKEN to your access token and start Sfumato again.</source>
   <translation>Bitten Sie auf seiner Seite um Zugang, setzen Sie dann die Umgebungsvariable HF_TOKEN auf Ihr Zugangstoken und starten Sie Sfumato neu.</translation>
  </message>
  <message>
   <source>Close other programs, or choose a smaller version of the model.</source>
   <translation>Schließen Sie andere Programme, oder wählen Sie eine kleinere Version des Modells.</translation>
  </message>
  <message>
   <source>Conversation {number}</source>
   <translation>Unterhaltung {number}</translation>
  </message>
  <message>
   <source>DiffusionGemma 26B, 4-bit (GGUF Q4_K_M)</source>
   <translation>DiffusionGemma 26B, 4 Bit (GGUF Q4_K_M)</translation>
  </message>
  <message>
   <source>DiffusionGemma 26B, 4-bit (MLX)</source>
   <translation>DiffusionGemma 26B, 4 Bit (MLX)</translation>
  </message>
  <message>
   <source>DiffusionGemma 26B, 4-bit (NVIDIA NVFP4)</source>
   <translation>DiffusionGemma 26B, 4 Bit (NVIDIA NVFP4)</translation>
  </message>
  <message>
   <source>DiffusionGemma 26B, 8-bit (GGUF Q8_0)</source>
   <translation>DiffusionGemma 26B, 8 Bit (GGUF Q8_0)</translation>
  </message>
  <message>
   <source>DiffusionGemma 26B, original (bf16)</source>
   <translation>DiffusionGemma 26B, Original (bf16)</translation>
  </message>
  <message>
   <source>DiffusionGemma 26B, packed by Sfumato (4 and 8 bits)</source>
   <translation>DiffusionGemma 26B, von Sfumato gepackt (4 und 8 Bit)</translation>
  </message>
  <message>
   <source>Does not fit, because of this: {reason}</source>
   <translation>Passt nicht, und zwar aus diesem Grund: {reason}</translation>
  </message>
  <message>
   <source>Downloads are switched off by the environment variable HF_HUB_OFFLINE. Remove it and start Sfumato again to download.</source>
   <translation>Das Herunterladen ist durch die Umgebungsvariable HF_HUB_OFFLINE abgeschaltet. Entfernen Sie sie und starten Sie Sfumato neu, um etwas herunterzuladen.</translation>
  </message>
  <message>
   <source>Each file is packed on this computer as it arrives and then deleted.</source>
   <translation>Jede Datei wird nach ihrer Ankunft auf diesem Computer gepackt und dann gelöscht.</translation>
  </message>
  <message>
   <source>Fits with streaming (about {times:.1f} times slower): {where}.</source>
   <translation>Passt mit Nachladen (etwa {times:.1f}-mal langsamer): {where}.</translation>
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
   <source>Folder {number}</source>
   <translation>Ordner {number}</translation>
  </message>
  <message>
   <source>Google's files, each packed on this computer as it arrives and then deleted. As small as the 4-bit GGUF, and it keeps the part for images.</source>
   <translation>Die Dateien von Google, jede nach ihrer Ankunft auf diesem Computer gepackt und dann gelöscht. So klein wie die 4-Bit-Fassung in GGUF, und der Teil für Bilder bleibt erhalten.</translation>
  </message>
  <message>
   <source>Hardly to be told from the original, but half as large again.</source>
   <translation>Vom Original kaum zu unterscheiden, aber anderthalbmal so groß wie die 4-Bit-Fassung.</translation>
  </message>
  <message>
   <source>Images are not supported: {count} vision tensors were left out.</source>
   <translation>Bilder werden nicht unterstützt: {count} Tensoren für Bilder wurden weggelassen.</translation>
  </message>
  <message>
   <source>Its files are given only to people who agreed to its terms on its page and set the environment variable HF_TOKEN to their access token.</source>
   <translation>Seine Dateien bekommt nur, wer auf seiner Seite den Bedingungen zugestimmt und die Umgebungsvariable HF_TOKEN auf sein Zugangstoken gesetzt hat.</translation>
  </message>
  <message>
   <source>Its licence stands on the repository's page; nobody here has read it there.</source>
   <translation>Die Lizenz steht auf der Seite des Repositorys; hier hat sie dort niemand gelesen.</translation>
  </message>
  <message>
   <source>Loading the model was stopped.</source>
   <translation>Das Laden des Modells wurde angehalten.</translation>
  </message>
  <message>
   <source>Made by NVIDIA: the experts in 4 bits, all else as released.</source>
   <translation>Von NVIDIA hergestellt: die Experten mit 4 Bit, alles andere wie veröffentlicht.</translation>
  </message>
  <message>
   <source>NVIDIA graphics card</source>
   <translation>NVIDIA-Grafikkarte</translation>
  </message>
  <message>
   <source>New conversation</source>
   <translation>Neue Unterhaltung</translation>
  </message>
  <message>
   <source>No graphics card was found that could run a model.</source>
   <translation>Es wurde keine Grafikkarte gefunden, auf der ein Modell laufen könnte.</translation>
  </message>
  <message>
   <source>No version is pinned: what the repository holds on the day is fetched.</source>
   <translation>Keine Version ist festgelegt: Geholt wird, was das Repository an diesem Tag enthält.</translation>
  </message>
  <message>
   <source>Not all of the model fits into the main memory, which has {free} free: {where}. {moved} move at every step.</source>
   <translation>Nicht das ganze Modell passt in den Arbeitsspeicher, in dem {free} frei sind: {where}. In jedem Schritt werden {moved} bewegt.</translation>
  </message>
  <message>
   <source>Not all of the model fits into the {card}, which has {free} free: {where}. {moved} move at every step.</source>
   <translation>Nicht das ganze Modell passt auf die Grafikkarte {card}, auf der {free} frei sind: {where}. In jedem Schritt werden {moved} bewegt.</translation>
  </message>
  <message>
   <source>Not offered, as measurements without a model: {files}.</source>
   <translation>Nicht angeboten, weil es Messwerte ohne Modell sind: {files}.</translation>
  </message>
  <message>
   <source>Not offered, as parts of a model, which Sfumato reads in a single file only: {files}.</source>
   <translation>Nicht angeboten, weil es Teile eines Modells sind, das Sfumato nur als einzelne Datei liest: {files}.</translation>
  </message>
  <message>
   <source>Not offered, as stored in types that Sfumato does not read: {files}.</source>
   <translation>Nicht angeboten, weil Sfumato diese Zahlenformate nicht liest: {files}.</translation>
  </message>
  <message>
   <source>Not offered, as the part for images alone: {files}.</source>
   <translation>Nicht angeboten, weil es nur der Teil für Bilder ist: {files}.</translation>
  </message>
  <message>
   <source>Not used: {names}; the model runs on one card only.</source>
   <translation>Nicht benutzt: {names}. Das Modell läuft nur auf einer Karte.</translation>
  </message>
  <message>
   <source>Nothing more can be taken off the {device}. Close programs that use it, or choose to run the model on the processor.</source>
   <translation>Von der Grafikkarte {device} lässt sich nichts mehr herunternehmen. Schließen Sie Programme, die sie benutzen, oder lassen Sie das Modell auf dem Prozessor laufen.</translation>
  </message>
  <message>
   <source>Part of this message is damaged.</source>
   <translation>Ein Teil dieser Nachricht ist beschädigt.</translation>
  </message>
  <message>
   <source>Persona {number}</source>
   <translation>Persona {number}</translation>
  </message>
  <message>
   <source>PyTorch does not reach the {name}. {way}</source>
   <translation>PyTorch erreicht die Grafikkarte {name} nicht. {way}</translation>
  </message>
  <message>
   <source>Reply</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <source>Rescued conversation</source>
   <translation>Gerettete Unterhaltung</translation>
  </message>
  <message>
   <source>Say with --to in which folder the model's folder is to be made.</source>
   <translation>Sagen Sie mit --to, in welchem Ordner der Ordner des Modells angelegt werden soll.</translation>
  </message>
  <message>
   <source>Sfumato cannot use the folder {folder}: {reason}. Choose another one with --data-dir.</source>
   <translation>Sfumato kann den Ordner {folder} nicht benutzen: {reason}. Wählen Sie mit --data-dir einen anderen.</translation>
  </message>
  <message>
   <source>Sfumato cannot write {file}. Check the permissions of its folder, or start with --data-dir and another folder.</source>
   <translation>Sfumato kann {file} nicht schreiben. Prüfen Sie die Zugriffsrechte des Ordners, oder starten Sie mit --data-dir und einem anderen Ordner.</translation>
  </message>
  <message>
   <source>Sfumato may not write to {parent}. Change its permissions, or keep the models in another folder.</source>
   <translation>Sfumato darf in {parent} nicht schreiben. Ändern Sie die Zugriffsrechte, oder bewahren Sie die Modelle in einem anderen Ordner auf.</translation>
  </message>
  <message>
   <source>Sfumato's makers have not downloaded these files themselves.</source>
   <translation>Die Hersteller von Sfumato haben diese Dateien nicht selbst heruntergeladen.</translation>
  </message>
  <message>
   <source>Starter model</source>
   <translation>Startmodell</translation>
  </message>
  <message>
   <source>Temperatures must be above 0, and t_min not above t_max.</source>
   <translation>Temperaturen müssen über 0 liegen und t_min nicht über t_max.</translation>
  </message>
  <message>
   <source>The answer of {host} cannot be understood ({problem}).</source>
   <translation>Die Antwort von {host} ist nicht zu verstehen ({problem}).</translation>
  </message>
  <message>
   <source>The backup {file} is damaged and was left as it is. Please choose another one.</source>
   <translation>Die Sicherung {file} ist beschädigt und wurde so gelassen. Bitte wählen Sie eine andere.</translation>
  </message>
  <message>
   <source>The connection to {host} is not trusted: its certificate could not be checked. A proxy or virus scanner may stand between; SSL_CERT_FILE names further certificates.</source>
   <translation>Der Verbindung zu {host} wird nicht vertraut: Das Zertifikat ließ sich nicht prüfen. Vielleicht steht ein Proxy oder Virenscanner dazwischen; SSL_CERT_FILE nennt weitere Zertifikate.</translation>
  </message>
  <message>
   <source>The connection to {host} was cut.</source>
   <translation>Die Verbindung zu {host} ist abgerissen.</translation>
  </message>
  <message>
   <source>The conversation must end with a message of yours.</source>
   <translation>Die Unterhaltung muss mit einer Nachricht von Ihnen enden.</translation>
  </message>
  <message>
   <source>The conversation to make room for must have at least one token, but it has {count}.</source>
   <translation>Die Unterhaltung, für die Platz sein soll, muss mindestens ein Token haben, hat aber {count}.</translation>
  </message>
  <message>
   <source>The database {file} is damaged, so this could not be done. Close Sfumato and open it again: it then rescues what can be read and keeps the damaged file.</source>
   <translation>Die Datenbank {file} ist beschädigt, deshalb ging das nicht. Schließen Sie Sfumato und öffnen Sie es wieder: Es rettet dann, was sich lesen lässt, und behält die beschädigte Datei.</translation>
  </message>
  <message>
   <source>The database {file} reports a problem: {problem}.</source>
   <translation>Die Datenbank {file} meldet ein Problem: {problem}.</translation>
  </message>
  <message>
   <source>The disk has {free} free.</source>
   <translation>Auf dem Datenträger sind {free} frei.</translation>
  </message>
  <message>
   <source>The disk is full, so this could not be saved. Free some space first.</source>
   <translation>Der Datenträger ist voll, deshalb konnte das nicht gespeichert werden. Schaffen Sie zuerst Platz.</translation>
  </message>
  <message>
   <source>The disk is full: {folder} cannot be stored whole. Make room and resume the download, or cancel it; what came so far is kept until then.</source>
   <translation>Der Datenträger ist voll: {folder} lässt sich nicht ganz speichern. Schaffen Sie Platz und setzen Sie das Herunterladen fort, oder brechen Sie es ab; was bisher kam, bleibt bis dahin erhalten.</translation>
  </message>
  <message>
   <source>The disk of {folder} is full. Make room and start the same conversion again: it goes on where it stopped.</source>
   <translation>Der Datenträger von {folder} ist voll. Schaffen Sie Platz und beginnen Sie dieselbe Umwandlung noch einmal: Sie geht dort weiter, wo sie stehen blieb.</translation>
  </message>
  <message>
   <source>The disk of {parent} has {free:.1f} GB free, and {needed:.1f} GB are needed. Make room, or keep the models in a folder on another disk.</source>
   <translation>Auf dem Datenträger von {parent} sind {free:.1f} GB frei, gebraucht werden {needed:.1f} GB. Schaffen Sie Platz, oder bewahren Sie die Modelle in einem Ordner auf einem anderen Datenträger auf.</translation>
  </message>
  <message>
   <source>The disk reports an error, so {file} could not be read or written. Check that the disk is connected and healthy.</source>
   <translation>Der Datenträger meldet einen Fehler, deshalb konnte {file} nicht gelesen oder geschrieben werden. Prüfen Sie, ob er angeschlossen und in Ordnung ist.</translation>
  </message>
  <message>
   <source>The download of {name} is not finished.</source>
   <translation>Das Herunterladen von {name} ist nicht abgeschlossen.</translation>
  </message>
  <message>
   <source>The driver {driver} of the graphics card {name} is too old: PyTorch needs version {oldest} or newer. Update NVIDIA's driver to use the card.</source>
   <translation>Der Treiber {driver} der Grafikkarte {name} ist zu alt: PyTorch braucht Version {oldest} oder neuer. Aktualisieren Sie den NVIDIA-Treiber, um die Karte zu benutzen.</translation>
  </message>
  <message>
   <source>The dtype “{name}” is not one of auto, float32, bfloat16.</source>
   <translation>Der Zahlentyp „{name}“ ist keiner von auto, float32, bfloat16.</translation>
  </message>
  <message>
   <source>The experts are multiplied by the faster kernels.</source>
   <translation>Mit den Experten rechnen die schnelleren Rechenkerne.</translation>
  </message>
  <message>
   <source>The experts of a layer are packed in different ways.</source>
   <translation>Die Experten einer Schicht sind auf verschiedene Weise gepackt.</translation>
  </message>
  <message>
   <source>The faster kernels are for graphics cards of NVIDIA and AMD.</source>
   <translation>Die schnelleren Rechenkerne sind für Grafikkarten von NVIDIA und AMD.</translation>
  </message>
  <message>
   <source>The faster kernels do not read this model's kind of weights yet.</source>
   <translation>Die schnelleren Rechenkerne lesen die Gewichte dieses Modells noch nicht.</translation>
  </message>
  <message>
   <source>The faster kernels do not work on this card and are not used ({problem}).</source>
   <translation>Die schnelleren Rechenkerne laufen auf dieser Karte nicht und werden nicht benutzt ({problem}).</translation>
  </message>
  <message>
   <source>The faster kernels give other numbers on this card and are not used.</source>
   <translation>Die schnelleren Rechenkerne ergeben auf dieser Karte andere Zahlen und werden nicht benutzt.</translation>
  </message>
  <message>
   <source>The faster kernels need Triton, which is not installed here.</source>
   <translation>Die schnelleren Rechenkerne brauchen Triton, das hier nicht installiert ist.</translation>
  </message>
  <message>
   <source>The file {name} could not be read: {reason}.</source>
   <translation>Die Datei {name} konnte nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <source>The file {path} cannot be read: {reason}.</source>
   <translation>Die Datei {path} lässt sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>The folder {folder} cannot be written: {reason}.</source>
   <translation>In den Ordner {folder} lässt sich nicht schreiben: {reason}.</translation>
  </message>
  <message>
   <source>The folder {folder} has neither {file} nor {index}: the model's weights are missing.</source>
   <translation>Im Ordner {folder} gibt es weder {file} noch {index}: Die Gewichte des Modells fehlen.</translation>
  </message>
  <message>
   <source>The folder {folder} has no chat_template.jinja.</source>
   <translation>Im Ordner {folder} gibt es keine chat_template.jinja.</translation>
  </message>
  <message>
   <source>The folder {folder} has no tokenizer.json.</source>
   <translation>Im Ordner {folder} gibt es keine tokenizer.json.</translation>
  </message>
  <message>
   <source>The folder {folder} has no {file}, so it is not a model folder.</source>
   <translation>Im Ordner {folder} gibt es keine Datei {file}, er ist also kein Modellordner.</translation>
  </message>
  <message>
   <source>The folder {folder} holds a model of type “{found}”. Sfumato runs DiffusionGemma models only.</source>
   <translation>Der Ordner {folder} enthält ein Modell vom Typ „{found}“. Sfumato führt nur DiffusionGemma-Modelle aus.</translation>
  </message>
  <message>
   <source>The folder {folder} holds several models ({names}). Choose one of these files.</source>
   <translation>Der Ordner {folder} enthält mehrere Modelle ({names}). Wählen Sie eine dieser Dateien.</translation>
  </message>
  <message>
   <source>The folder {folder} is not empty. Name one that does not exist yet.</source>
   <translation>Der Ordner {folder} ist nicht leer. Nennen Sie einen, den es noch nicht gibt.</translation>
  </message>
  <message>
   <source>The form that Mac programs share: useful if you have it already.</source>
   <translation>Die Form, die Mac-Programme gemeinsam benutzen: nützlich, wenn Sie sie schon haben.</translation>
  </message>
  <message>
   <source>The full model in its most widely used small form.</source>
   <translation>Das vollständige Modell in seiner meistbenutzten kleinen Form.</translation>
  </message>
  <message>
   <source>The graphics card is {name} with {total}, {free} of it free.</source>
   <translation>Die Grafikkarte ist {name} mit {total}, davon {free} frei.</translation>
  </message>
  <message>
   <source>The graphics card {name} is not used: PyTorch was installed without CUDA. Install Sfumato anew now that the card's driver is there.</source>
   <translation>Die Grafikkarte {name} wird nicht benutzt: PyTorch wurde ohne CUDA installiert. Installieren Sie Sfumato neu, da der Treiber der Karte jetzt vorhanden ist.</translation>
  </message>
  <message>
   <source>The graphics card {name} is not used: it is busy, or its driver fails. Close other programs that use it, or start the computer anew.</source>
   <translation>Die Grafikkarte {name} wird nicht genutzt: Sie ist belegt, oder ihr Treiber versagt. Schließen Sie andere Programme, die sie nutzen, oder starten Sie den Computer neu.</translation>
  </message>
  <message>
   <source>The graphics card {name} is not used: this version of PyTorch was not built for it. Install a version that was, into Sfumato's environment, to use it.</source>
   <translation>Die Grafikkarte {name} wird nicht genutzt: Diese PyTorch-Version wurde nicht für sie gebaut. Installieren Sie eine passende Version in Sfumatos Umgebung, um sie zu nutzen.</translation>
  </message>
  <message>
   <source>The graphics of the {name} can use {total} of the main memory, {free} now.</source>
   <translation>Die Grafik des {name} kann {total} des Arbeitsspeichers nutzen, jetzt {free}.</translation>
  </message>
  <message>
   <source>The hub does not tell how large {repository} is.</source>
   <translation>Der Hub sagt nicht, wie groß {repository} ist.</translation>
  </message>
  <message>
   <source>The hub's address {address} is not valid. Check HF_ENDPOINT.</source>
   <translation>Die Adresse {address} des Hubs ist ungültig. Prüfen Sie HF_ENDPOINT.</translation>
  </message>
  <message>
   <source>The index lists {name} in {file}, but it is not there.</source>
   <translation>Das Verzeichnis nennt {name} in {file}, aber dort steht es nicht.</translation>
  </message>
  <message>
   <source>The main memory has {free} free, but even with no layer kept there this model needs {needed}. Close other programs, or choose a smaller version of the model.</source>
   <translation>Im Arbeitsspeicher sind {free} frei, aber selbst wenn keine Schicht dort bleibt, braucht dieses Modell {needed}. Schließen Sie andere Programme, oder wählen Sie eine kleinere Version des Modells.</translation>
  </message>
  <message>
   <source>The main memory has {free} free, which is too little: in this format the {model} of the model cannot be read piece by piece. Choose a GGUF version, or one that Sfumato packed.</source>
   <translation>Im Arbeitsspeicher sind {free} frei, das ist zu wenig: In diesem Format lassen sich die {model} des Modells nicht stückweise lesen. Wählen Sie eine GGUF-Version oder eine, die Sfumato gepackt hat.</translation>
  </message>
  <message>
   <source>The main memory is {total}, {free} of it free.</source>
   <translation>Der Arbeitsspeicher hat {total}, davon {free} frei.</translation>
  </message>
  <message>
   <source>The memory of the {device} ran out with {where}, so fewer layers are kept there now.</source>
   <translation>Der Speicher reichte nicht ({device}; {where}), deshalb bleiben dort jetzt weniger Schichten.</translation>
  </message>
  <message>
   <source>The message is empty: type something first.</source>
   <translation>Die Nachricht ist leer: Schreiben Sie zuerst etwas.</translation>
  </message>
  <message>
   <source>The model as Google released it, for the largest graphics cards only.</source>
   <translation>Das Modell, wie Google es veröffentlicht hat, nur für die größten Grafikkarten.</translation>
  </message>
  <message>
   <source>The model file holds an unexpected tensor: {name}.</source>
   <translation>Die Modelldatei enthält einen unerwarteten Tensor: {name}.</translation>
  </message>
  <message>
   <source>The model file lacks the tensor {name}.</source>
   <translation>Der Modelldatei fehlt der Tensor {name}.</translation>
  </message>
  <message>
   <source>The model file {file} cannot be read: {reason}.</source>
   <translation>Die Modelldatei {file} lässt sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>The model file {file} does not describe its model completely ({problem}).</source>
   <translation>Die Modelldatei {file} beschreibt ihr Modell nicht vollständig ({problem}).</translation>
  </message>
  <message>
   <source>The model file {file} is damaged or incomplete ({problem}).</source>
   <translation>Die Modelldatei {file} ist beschädigt oder unvollständig ({problem}).</translation>
  </message>
  <message>
   <source>The model file {file} is damaged or incomplete.</source>
   <translation>Die Modelldatei {file} ist beschädigt oder unvollständig.</translation>
  </message>
  <message>
   <source>The model file {file} is missing.</source>
   <translation>Die Modelldatei {file} fehlt.</translation>
  </message>
  <message>
   <source>The model files hold an unexpected tensor: {name}.</source>
   <translation>Die Modelldateien enthalten einen unerwarteten Tensor: {name}.</translation>
  </message>
  <message>
   <source>The model files lack the tensor {name}.</source>
   <translation>Den Modelldateien fehlt der Tensor {name}.</translation>
  </message>
  <message>
   <source>The model in {folder} is quantised already. It can be opened as it is.</source>
   <translation>Das Modell in {folder} ist schon quantisiert. Es lässt sich so öffnen, wie es ist.</translation>
  </message>
  <message>
   <source>The model in {folder} was not converted to its end. Start the same conversion again: it goes on where it stopped.</source>
   <translation>Das Modell in {folder} wurde nicht bis zum Ende umgewandelt. Beginnen Sie dieselbe Umwandlung noch einmal: Sie geht dort weiter, wo sie stehen blieb.</translation>
  </message>
  <message>
   <source>The model is quantised with “{method}”, which Sfumato does not read. Choose another version of it.</source>
   <translation>Das Modell ist mit „{method}“ quantisiert, was Sfumato nicht liest. Wählen Sie eine andere Version davon.</translation>
  </message>
  <message>
   <source>The model was quantised by another version of Sfumato. Convert it again.</source>
   <translation>Das Modell wurde von einer anderen Version von Sfumato quantisiert. Wandeln Sie es noch einmal um.</translation>
  </message>
  <message>
   <source>The model was unloaded.</source>
   <translation>Das Modell wurde aus dem Speicher genommen.</translation>
  </message>
  <message>
   <source>The model's chat template failed: {problem}.</source>
   <translation>Die Chatvorlage des Modells ist gescheitert: {problem}.</translation>
  </message>
  <message>
   <source>The model's chat template is damaged: {problem}.</source>
   <translation>Die Chatvorlage des Modells ist beschädigt: {problem}.</translation>
  </message>
  <message>
   <source>The model's chat template refuses this conversation: {message}</source>
   <translation>Die Chatvorlage des Modells lehnt diese Unterhaltung ab: {message}</translation>
  </message>
  <message>
   <source>The model's tokenizer lacks the control marker {marker}.</source>
   <translation>Dem Tokenizer des Modells fehlt das Steuerzeichen {marker}.</translation>
  </message>
  <message>
   <source>The model's tokenizer takes the control marker {marker} for ordinary text, so its files are damaged or incomplete.</source>
   <translation>Der Tokenizer des Modells hält das Steuerzeichen {marker} für gewöhnlichen Text; seine Dateien sind also beschädigt oder unvollständig.</translation>
  </message>
  <message>
   <source>The model's {name} is {value}, which is not supported.</source>
   <translation>{name} dieses Modells ist {value}, das wird nicht unterstützt.</translation>
  </message>
  <message>
   <source>The number of layers that stay must not be negative, but it is {count}.</source>
   <translation>Die Zahl der Schichten, die bleiben, darf nicht negativ sein, ist aber {count}.</translation>
  </message>
  <message>
   <source>The plan: {where}, with room for a conversation of {tokens:,} tokens.</source>
   <translation>Der Plan: {where}, mit Platz für eine Unterhaltung von {tokens:,} Token.</translation>
  </message>
  <message>
   <source>The processor computes, which is enough for this small model.</source>
   <translation>Der Prozessor rechnet, das genügt für dieses kleine Modell.</translation>
  </message>
  <message>
   <source>The processor computes: this computer has no graphics card that could.</source>
   <translation>Der Prozessor rechnet: Dieser Computer hat keine Grafikkarte, die es könnte.</translation>
  </message>
  <message>
   <source>The processor is {name} with {cores} cores.</source>
   <translation>Der Prozessor ist {name} mit {cores} Kernen.</translation>
  </message>
  <message>
   <source>The processor was asked for.</source>
   <translation>Der Prozessor wurde gewünscht.</translation>
  </message>
  <message>
   <source>The proxy refused the way to {host}. Check your proxy settings.</source>
   <translation>Der Proxy hat den Weg zu {host} verweigert. Prüfen Sie Ihre Proxy-Einstellungen.</translation>
  </message>
  <message>
   <source>The quantised model takes {size:,.1f} GB, which the disk of {folder} has not free. Make room there, or choose a folder on another disk.</source>
   <translation>Das quantisierte Modell braucht {size:,.1f} GB, so viel ist auf dem Datenträger von {folder} nicht frei. Schaffen Sie dort Platz, oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
  </message>
  <message>
   <source>The repository does not tell its licence.</source>
   <translation>Das Repository nennt seine Lizenz nicht.</translation>
  </message>
  <message>
   <source>The rope type {kind} is not supported.</source>
   <translation>Der RoPE-Typ {kind} wird nicht unterstützt.</translation>
  </message>
  <message>
   <source>The search index is damaged and is being made anew. Please try again soon.</source>
   <translation>Das Suchverzeichnis ist beschädigt und wird neu angelegt. Bitte versuchen Sie es gleich noch einmal.</translation>
  </message>
  <message>
   <source>The search index was damaged and has been made anew. Please do this again.</source>
   <translation>Das Suchverzeichnis war beschädigt und wurde neu angelegt. Bitte wiederholen Sie den Vorgang.</translation>
  </message>
  <message>
   <source>The server answered with the wrong part of {file}.</source>
   <translation>Der Server hat mit dem falschen Teil von {file} geantwortet.</translation>
  </message>
  <message>
   <source>The server closed the connection too early.</source>
   <translation>Der Server hat die Verbindung zu früh geschlossen.</translation>
  </message>
  <message>
   <source>The server has {file} with {size:,} bytes, but lists it with {listed:,}. Cancel this download and start it again; if that does not help, the repository is broken.</source>
   <translation>Der Server hat {file} mit {size:,} Bytes, nennt aber {listed:,}. Brechen Sie dieses Herunterladen ab und beginnen Sie es noch einmal; hilft das nicht, ist das Repository defekt.</translation>
  </message>
  <message>
   <source>The setting {name} {rule}, but it is {value}.</source>
   <translation>Die Einstellung {name} {rule}, ist aber {value}.</translation>
  </message>
  <message>
   <source>The size is rounded; the exact one is asked of the hub before the download begins.</source>
   <translation>Die Größe ist gerundet; die genaue wird vor dem Herunterladen beim Hub erfragt.</translation>
  </message>
  <message>
   <source>The tensor {name} has rows that are no whole number of blocks.</source>
   <translation>Die Zeilen des Tensors {name} sind keine ganze Zahl von Blöcken.</translation>
  </message>
  <message>
   <source>The tensor {name} has the shape {shape}, but the model's description asks for {expected}.</source>
   <translation>Der Tensor {name} hat die Form {shape}, die Beschreibung des Modells verlangt aber {expected}.</translation>
  </message>
  <message>
   <source>The tensor {name} holds numbers that are not finite.</source>
   <translation>Der Tensor {name} enthält Zahlen, die nicht endlich sind.</translation>
  </message>
  <message>
   <source>The tensor {name} is packed to {bits} bits, not to 4 or 8.</source>
   <translation>Der Tensor {name} ist auf {bits} Bit gepackt, nicht auf 4 oder 8.</translation>
  </message>
  <message>
   <source>The tensor {name} is packed to {bits} bits, not to 4, 6 or 8.</source>
   <translation>Der Tensor {name} ist auf {bits} Bit gepackt, nicht auf 4, 6 oder 8.</translation>
  </message>
  <message>
   <source>The tensor {name} is said to be packed in groups of {group}, which its shape {shape} does not allow.</source>
   <translation>Der Tensor {name} soll in Gruppen von {group} gepackt sein, was seine Form {shape} nicht zulässt.</translation>
  </message>
  <message>
   <source>The tensor {name} is stored as {kind}, which is not a supported format.</source>
   <translation>Der Tensor {name} ist als {kind} gespeichert, dieses Format wird nicht unterstützt.</translation>
  </message>
  <message>
   <source>The tensor {name} is stored in ggml's type {kind}, which Sfumato does not read. Choose a Q4_K_M or Q8_0 version of the model.</source>
   <translation>Der Tensor {name} ist im ggml-Typ {kind} gespeichert, den Sfumato nicht liest. Wählen Sie eine Q4_K_M- oder Q8_0-Version des Modells.</translation>
  </message>
  <message>
   <source>The tensor {name} is stored twice.</source>
   <translation>Der Tensor {name} ist zweimal gespeichert.</translation>
  </message>
  <message>
   <source>The tokenizer has {tokens} tokens, the model only {known}: these files do not belong together.</source>
   <translation>Der Tokenizer hat {tokens} Token, das Modell nur {known}: Diese Dateien gehören nicht zusammen.</translation>
  </message>
  <message>
   <source>The tokenizer in {file} is damaged ({problem}).</source>
   <translation>Der Tokenizer in {file} ist beschädigt ({problem}).</translation>
  </message>
  <message>
   <source>The {card} has {free} free, and with what main memory is free that is too little: in this format the {model} of the model cannot be read piece by piece. Choose a GGUF version, or one that Sfumato packed.</source>
   <translation>Auf der Grafikkarte {card} sind {free} frei, und auch mit dem freien Arbeitsspeicher ist das zu wenig: In diesem Format lassen sich die {model} des Modells nicht stückweise lesen. Wählen Sie eine GGUF-Version oder eine, die Sfumato gepackt hat.</translation>
  </message>
  <message>
   <source>The {card} has {free} free, but even with no layer kept there this model needs {needed}.</source>
   <translation>Auf der Grafikkarte {card} sind {free} frei, aber selbst wenn keine Schicht dort bleibt, braucht dieses Modell {needed}.</translation>
  </message>
  <message>
   <source>The {groups} scales of {module} do not divide its rows of {columns} columns evenly.</source>
   <translation>Die {groups} Skalen von {module} teilen seine Zeilen zu {columns} Spalten nicht gleichmäßig.</translation>
  </message>
  <message>
   <source>The {name} is not used: PyTorch was installed without ROCm. Install PyTorch's version for ROCm into Sfumato's environment to use it.</source>
   <translation>Die Grafikkarte {name} wird nicht benutzt: PyTorch wurde ohne ROCm installiert. Installieren Sie die PyTorch-Version für ROCm in die Umgebung von Sfumato, um sie zu benutzen.</translation>
  </message>
  <message>
   <source>There is an AMD graphics card, but its driver is missing. Install AMD's driver and start the computer anew to use the card.</source>
   <translation>Es gibt eine AMD-Grafikkarte, aber ihr Treiber fehlt. Installieren Sie AMDs Treiber und starten Sie den Computer neu, um die Karte zu nutzen.</translation>
  </message>
  <message>
   <source>There is an NVIDIA graphics card, but its driver is missing or does not answer. Install NVIDIA's driver and start the computer anew to use the card.</source>
   <translation>Es gibt eine NVIDIA-Grafikkarte, aber ihr Treiber fehlt oder antwortet nicht. Installieren Sie den NVIDIA-Treiber und starten Sie den Computer neu, um die Karte zu benutzen.</translation>
  </message>
  <message>
   <source>There is more than 512 MB of text in this file: too much.</source>
   <translation>In dieser Datei stehen mehr als 512 MB Text: zu viel.</translation>
  </message>
  <message>
   <source>There is no conversations.json in this zip file, so nothing was imported from it.</source>
   <translation>In dieser ZIP-Datei gibt es keine conversations.json, deshalb wurde nichts daraus importiert.</translation>
  </message>
  <message>
   <source>There is no device called “{name}”.</source>
   <translation>Es gibt kein Gerät namens „{name}“.</translation>
  </message>
  <message>
   <source>There is no model at {folder}.</source>
   <translation>In {folder} gibt es kein Modell.</translation>
  </message>
  <message>
   <source>There is no such device in this computer.</source>
   <translation>Ein solches Gerät gibt es in diesem Computer nicht.</translation>
  </message>
  <message>
   <source>There is not enough memory for this model ({detail}).</source>
   <translation>Der Speicher reicht für dieses Modell nicht ({detail}).</translation>
  </message>
  <message>
   <source>There is nothing in this reply to go on from: have it answered anew.</source>
   <translation>In dieser Antwort steht nichts, woran sich anknüpfen ließe: Lassen Sie neu antworten.</translation>
  </message>
  <message>
   <source>These conversations were written by a newer version of Sfumato: they can be read and exported, but not changed.</source>
   <translation>Diese Unterhaltungen wurden von einer neueren Version von Sfumato geschrieben: Sie lassen sich lesen und exportieren, aber nicht ändern.</translation>
  </message>
  <message>
   <source>This JSON file is neither an export of Sfumato nor the conversations.json of ChatGPT.</source>
   <translation>Diese JSON-Datei ist weder ein Export von Sfumato noch die conversations.json von ChatGPT.</translation>
  </message>
  <message>
   <source>This JSON file is nested too deeply to be an export.</source>
   <translation>Diese JSON-Datei ist zu tief verschachtelt, um ein Export zu sein.</translation>
  </message>
  <message>
   <source>This conversation is {prompt_tokens:,} tokens long, but the model reads at most {limit:,} before a reply. Start a new conversation or shorten it.</source>
   <translation>Diese Unterhaltung ist {prompt_tokens:,} Token lang, das Modell liest vor einer Antwort aber höchstens {limit:,}. Beginnen Sie eine neue Unterhaltung, oder kürzen Sie diese.</translation>
  </message>
  <message>
   <source>This conversation no longer exists.</source>
   <translation>Diese Unterhaltung gibt es nicht mehr.</translation>
  </message>
  <message>
   <source>This export does not say a version that Sfumato knows, so it was not imported.</source>
   <translation>Dieser Export nennt keine Version, die Sfumato kennt, und wurde daher nicht importiert.</translation>
  </message>
  <message>
   <source>This export holds no list of conversations.</source>
   <translation>Dieser Export enthält keine Liste von Unterhaltungen.</translation>
  </message>
  <message>
   <source>This export was written by a newer version of Sfumato. Please install that version to import it.</source>
   <translation>Dieser Export wurde von einer neueren Version von Sfumato geschrieben. Bitte installieren Sie diese Version, um ihn zu importieren.</translation>
  </message>
  <message>
   <source>This file is not text in UTF-8, so it is no export of conversations.</source>
   <translation>Diese Datei ist kein Text in UTF-8, also kein Export von Unterhaltungen.</translation>
  </message>
  <message>
   <source>This file is not whole JSON, so nothing was imported from it.</source>
   <translation>Diese Datei ist kein vollständiges JSON, deshalb wurde nichts daraus importiert.</translation>
  </message>
  <message>
   <source>This folder no longer exists.</source>
   <translation>Diesen Ordner gibt es nicht mehr.</translation>
  </message>
  <message>
   <source>This message belongs to another conversation.</source>
   <translation>Diese Nachricht gehört zu einer anderen Unterhaltung.</translation>
  </message>
  <message>
   <source>This message no longer exists.</source>
   <translation>Diese Nachricht gibt es nicht mehr.</translation>
  </message>
  <message>
   <source>This message was sent already.</source>
   <translation>Diese Nachricht wurde schon gesendet.</translation>
  </message>
  <message>
   <source>This message was taken back.</source>
   <translation>Diese Nachricht wurde zurückgenommen.</translation>
  </message>
  <message>
   <source>This model cannot be read.</source>
   <translation>Dieses Modell lässt sich nicht lesen.</translation>
  </message>
  <message>
   <source>This model cannot be read: {reason}.</source>
   <translation>Dieses Modell lässt sich nicht lesen: {reason}.</translation>
  </message>
  <message>
   <source>This model is quantised already (“{method}”). Download it as it is.</source>
   <translation>Dieses Modell ist schon quantisiert („{method}“). Laden Sie es so herunter, wie es ist.</translation>
  </message>
  <message>
   <source>This persona no longer exists.</source>
   <translation>Diese Persona gibt es nicht mehr.</translation>
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
   <source>This zip file is damaged or encrypted, so nothing was imported from it.</source>
   <translation>Diese ZIP-Datei ist beschädigt oder verschlüsselt, deshalb wurde nichts daraus importiert.</translation>
  </message>
  <message>
   <source>Thought</source>
   <translation>Gedanke</translation>
  </message>
  <message>
   <source>Two of the files to fetch are called {file}. Choose one.</source>
   <translation>Zwei der Dateien, die zu holen sind, heißen {file}. Wählen Sie eine davon.</translation>
  </message>
  <message>
   <source>Update its driver and start the computer anew.</source>
   <translation>Aktualisieren Sie ihren Treiber und starten Sie den Computer neu.</translation>
  </message>
  <message>
   <source>Update macOS and start the computer anew.</source>
   <translation>Aktualisieren Sie macOS und starten Sie den Computer neu.</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Sie</translation>
  </message>
  <message>
   <source>You can choose to run it on the processor instead, which is much slower.</source>
   <translation>Sie können es stattdessen auf dem Prozessor laufen lassen, das ist viel langsamer.</translation>
  </message>
  <message>
   <source>a cloud service</source>
   <translation>ein Cloud-Dienst</translation>
  </message>
  <message>
   <source>a list</source>
   <translation>eine Liste</translation>
  </message>
  <message>
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <source>a small object</source>
   <translation>ein kleines Objekt</translation>
  </message>
  <message>
   <source>a time</source>
   <translation>eine Zeitangabe</translation>
  </message>
  <message>
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
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
   <source>an id</source>
   <translation>eine Kennung</translation>
  </message>
  <message>
   <source>an object whose preset is text</source>
   <translation>ein Objekt, dessen „preset“ Text ist</translation>
  </message>
  <message>
   <source>an unnamed method</source>
   <translation>ein nicht genanntes Verfahren</translation>
  </message>
  <message>
   <source>config.json asks for more experts a token than the model has.</source>
   <translation>config.json verlangt mehr Experten je Token, als das Modell hat.</translation>
  </message>
  <message>
   <source>config.json has no text_config section.</source>
   <translation>In config.json fehlt der Abschnitt text_config.</translation>
  </message>
  <message>
   <source>config.json: the attention heads do not divide by the kv heads.</source>
   <translation>config.json: Die Zahl der Attention-Köpfe lässt sich nicht durch die der KV-Köpfe teilen.</translation>
  </message>
  <message>
   <source>graphics card</source>
   <translation>Grafikkarte</translation>
  </message>
  <message>
   <source>head_dim is {size}, which is not even.</source>
   <translation>head_dim ist {size}, also nicht gerade.</translation>
  </message>
  <message>
   <source>in message {place}, {problem}</source>
   <translation>in Nachricht {place}: {problem}</translation>
  </message>
  <message>
   <source>it does not say {name}.</source>
   <translation>Die Angabe {name} fehlt.</translation>
  </message>
  <message>
   <source>it exists already</source>
   <translation>schon vorhanden</translation>
  </message>
  <message>
   <source>it has more than {most:,} messages</source>
   <translation>mehr als {most:,} Nachrichten</translation>
  </message>
  <message>
   <source>it has no id</source>
   <translation>ohne Kennung</translation>
  </message>
  <message>
   <source>it has no messages</source>
   <translation>ohne Nachrichten</translation>
  </message>
  <message>
   <source>it is a folder</source>
   <translation>es ist ein Ordner</translation>
  </message>
  <message>
   <source>it is in use</source>
   <translation>wird gerade benutzt</translation>
  </message>
  <message>
   <source>it is not a folder</source>
   <translation>kein Ordner</translation>
  </message>
  <message>
   <source>it is not an object</source>
   <translation>kein Objekt</translation>
  </message>
  <message>
   <source>layer_types does not describe every layer.</source>
   <translation>layer_types beschreibt nicht jede Schicht.</translation>
  </message>
  <message>
   <source>message {place} does not follow one before it</source>
   <translation>Nachricht {place} folgt auf keine frühere</translation>
  </message>
  <message>
   <source>must be a number</source>
   <translation>muss eine Zahl sein</translation>
  </message>
  <message>
   <source>must be a whole number</source>
   <translation>muss eine ganze Zahl sein</translation>
  </message>
  <message>
   <source>must be above 0</source>
   <translation>muss über 0 liegen</translation>
  </message>
  <message>
   <source>must be at least 1</source>
   <translation>muss mindestens 1 sein</translation>
  </message>
  <message>
   <source>must be at most {most:,}</source>
   <translation>darf höchstens {most:,} sein</translation>
  </message>
  <message>
   <source>must not be negative</source>
   <translation>darf nicht negativ sein</translation>
  </message>
  <message>
   <source>no detail given</source>
   <translation>ohne nähere Angabe</translation>
  </message>
  <message>
   <source>no space left on the disk</source>
   <translation>kein Platz mehr auf dem Datenträger</translation>
  </message>
  <message>
   <source>no such file or folder</source>
   <translation>Datei oder Ordner nicht gefunden</translation>
  </message>
  <message>
   <source>one of {names}</source>
   <translation>eines von {names}</translation>
  </message>
  <message>
   <source>operation not permitted</source>
   <translation>Vorgang nicht erlaubt</translation>
  </message>
  <message>
   <source>permission denied</source>
   <translation>keine Berechtigung</translation>
  </message>
  <message>
   <source>sampler_config is no section.</source>
   <translation>sampler_config ist kein Abschnitt.</translation>
  </message>
  <message>
   <source>text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>the disk is read-only</source>
   <translation>der Datenträger ist schreibgeschützt</translation>
  </message>
  <message>
   <source>the disk reports an error</source>
   <translation>der Datenträger meldet einen Fehler</translation>
  </message>
  <message>
   <source>the file is too large</source>
   <translation>die Datei ist zu groß</translation>
  </message>
  <message>
   <source>the folder is not empty</source>
   <translation>der Ordner ist nicht leer</translation>
  </message>
  <message>
   <source>the name is too long</source>
   <translation>der Name ist zu lang</translation>
  </message>
  <message>
   <source>tokenizer.json is damaged: {problem}.</source>
   <translation>tokenizer.json ist beschädigt: {problem}.</translation>
  </message>
  <message>
   <source>true or false</source>
   <translation>wahr oder falsch</translation>
  </message>
  <message>
   <source>unnamed</source>
   <translation>ohne Namen</translation>
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
   <source>{file} arrived damaged and is fetched once more.</source>
   <translation>{file} kam beschädigt an und wird noch einmal geholt.</translation>
  </message>
  <message>
   <source>{file} arrived damaged twice and was removed. Resume the download to try again; if it stays so, the repository or a proxy on the way is broken.</source>
   <translation>{file} kam zweimal beschädigt an und wurde entfernt. Setzen Sie das Herunterladen fort, um es noch einmal zu versuchen; bleibt es dabei, ist das Repository oder ein Proxy auf dem Weg defekt.</translation>
  </message>
  <message>
   <source>{file} cannot be packed. {problem}</source>
   <translation>{file} lässt sich nicht packen. {problem}</translation>
  </message>
  <message>
   <source>{file} cannot be used: {problem}</source>
   <translation>{file} lässt sich nicht verwenden: {problem}</translation>
  </message>
  <message>
   <source>{file} carries a tokenizer of type “{kind}”, which does not belong to DiffusionGemma.</source>
   <translation>{file} bringt einen Tokenizer vom Typ „{kind}“ mit, der nicht zu DiffusionGemma gehört.</translation>
  </message>
  <message>
   <source>{file} has changed. Delete this model and download it again.</source>
   <translation>{file} hat sich geändert. Löschen Sie dieses Modell und laden Sie es erneut herunter.</translation>
  </message>
  <message>
   <source>{file} holds a model of type “{found}”. Sfumato runs DiffusionGemma models only.</source>
   <translation>{file} enthält ein Modell vom Typ „{found}“. Sfumato führt nur DiffusionGemma-Modelle aus.</translation>
  </message>
  <message>
   <source>{file} holds numbers of a kind that is not supported: {kind}.</source>
   <translation>{file} enthält Zahlen einer Art, die nicht unterstützt wird: {kind}.</translation>
  </message>
  <message>
   <source>{file} is a GGUF file of an unknown version.</source>
   <translation>{file} ist eine GGUF-Datei von unbekannter Version.</translation>
  </message>
  <message>
   <source>{file} is a database of another program. It was left as it is.</source>
   <translation>{file} ist die Datenbank eines anderen Programms. Sie wurde so gelassen.</translation>
  </message>
  <message>
   <source>{file} is in use by another task of Sfumato or by another program, so this could not be done. Please try again in a moment.</source>
   <translation>{file} wird gerade von einer anderen Aufgabe von Sfumato oder einem anderen Programm benutzt, daher ging dies nicht. Bitte versuchen Sie es gleich noch einmal.</translation>
  </message>
  <message>
   <source>{file} is missing. Delete this model and download it again.</source>
   <translation>{file} fehlt. Löschen Sie dieses Modell und laden Sie es erneut herunter.</translation>
  </message>
  <message>
   <source>{file} is not a GGUF file.</source>
   <translation>{file} ist keine GGUF-Datei.</translation>
  </message>
  <message>
   <source>{file} is not a JSON object.</source>
   <translation>{file} ist kein JSON-Objekt.</translation>
  </message>
  <message>
   <source>{file} is one of several parts. Choose a version of the model in a single file.</source>
   <translation>{file} ist einer von mehreren Teilen. Wählen Sie eine Version des Modells, die aus einer einzigen Datei besteht.</translation>
  </message>
  <message>
   <source>{file} on the hub is not the file that Sfumato knows: its hash is another. Look the repository up by its name if you want what it has now.</source>
   <translation>{file} auf dem Hub ist nicht die Datei, die Sfumato kennt: Die Prüfsumme ist eine andere. Schlagen Sie das Repository mit seinem Namen nach, wenn Sie haben möchten, was es jetzt enthält.</translation>
  </message>
  <message>
   <source>{file} was written by a newer version of Sfumato, in a way that this one cannot read. It was left as it is: please install that version.</source>
   <translation>{file} wurde von einer neueren Version von Sfumato geschrieben, auf eine Weise, die diese nicht lesen kann. Die Datei wurde so gelassen: Bitte installieren Sie jene Version.</translation>
  </message>
  <message>
   <source>{file} was written by a newer version of Sfumato. It was left as it is: please install that version to use it.</source>
   <translation>{file} wurde von einer neueren Version von Sfumato geschrieben. Die Datei wurde so gelassen: Bitte installieren Sie jene Version, um sie zu benutzen.</translation>
  </message>
  <message>
   <source>{folder} cannot be stored in {parent}: {reason}.</source>
   <translation>{folder} lässt sich nicht in {parent} speichern: {reason}.</translation>
  </message>
  <message>
   <source>{folder} is a file. Name a folder that does not exist yet.</source>
   <translation>{folder} ist eine Datei. Nennen Sie einen Ordner, den es noch nicht gibt.</translation>
  </message>
  <message>
   <source>{folder} is being downloaded already.</source>
   <translation>{folder} wird schon heruntergeladen.</translation>
  </message>
  <message>
   <source>{folder} was not downloaded by Sfumato: delete it yourself.</source>
   <translation>{folder} wurde nicht von Sfumato heruntergeladen: Löschen Sie den Ordner selbst.</translation>
  </message>
  <message>
   <source>{host} answered with HTTP {status}. Try again later.</source>
   <translation>{host} hat mit HTTP {status} geantwortet. Versuchen Sie es später noch einmal.</translation>
  </message>
  <message>
   <source>{host} asks to slow down (HTTP 429): too many requests came from your address.</source>
   <translation>{host} bittet um Geduld (HTTP 429): Von Ihrer Adresse kamen zu viele Anfragen.</translation>
  </message>
  <message>
   <source>{host} cannot be reached. Check the network connection.</source>
   <translation>{host} ist nicht zu erreichen. Prüfen Sie die Netzwerkverbindung.</translation>
  </message>
  <message>
   <source>{host} does not answer like a model hub. Check HF_ENDPOINT and your proxy.</source>
   <translation>{host} antwortet nicht wie ein Modell-Hub. Prüfen Sie HF_ENDPOINT und Ihren Proxy.</translation>
  </message>
  <message>
   <source>{host} does not tell which version {repository} is at.</source>
   <translation>{host} sagt nicht, welche Version {repository} hat.</translation>
  </message>
  <message>
   <source>{host} has a problem of its own (HTTP {status}).</source>
   <translation>{host} hat selbst ein Problem (HTTP {status}).</translation>
  </message>
  <message>
   <source>{host} has no repository {repository}, or it is private. Check the name; for a private one set the environment variable HF_TOKEN to your access token.</source>
   <translation>{host} hat kein Repository {repository}, oder es ist privat. Prüfen Sie den Namen; setzen Sie für ein privates die Umgebungsvariable HF_TOKEN auf Ihr Zugangstoken.</translation>
  </message>
  <message>
   <source>{host} refuses to give {repository} (HTTP {status}). {token}</source>
   <translation>{host} gibt {repository} nicht heraus (HTTP {status}). {token}</translation>
  </message>
  <message>
   <source>{host} stopped answering.</source>
   <translation>{host} antwortet nicht mehr.</translation>
  </message>
  <message>
   <source>{index} has no weight_map.</source>
   <translation>In {index} fehlt weight_map.</translation>
  </message>
  <message>
   <source>{index} names a file outside the model folder.</source>
   <translation>{index} nennt eine Datei außerhalb des Modellordners.</translation>
  </message>
  <message>
   <source>{mapped} read from the disk at every step</source>
   <translation>{mapped} bei jedem Schritt vom Datenträger gelesen</translation>
  </message>
  <message>
   <source>{mapped} streamed from the disk</source>
   <translation>{mapped} vom Datenträger nachgeladen</translation>
  </message>
  <message>
   <source>{module}.weight_shape says {stated}, but the model's description asks for {expected}.</source>
   <translation>{module}.weight_shape nennt {stated}, die Beschreibung des Modells verlangt aber {expected}.</translation>
  </message>
  <message>
   <source>{name} could not be deleted whole: {reason}. What is left lies in {folder}.</source>
   <translation>{name} ließ sich nicht ganz löschen: {reason}. Was übrig ist, liegt in {folder}.</translation>
  </message>
  <message>
   <source>{name} has {count} factors, but heads of {size} numbers need half as many.</source>
   <translation>{name} hat {count} Faktoren, aber Köpfe mit {size} Zahlen brauchen halb so viele.</translation>
  </message>
  <message>
   <source>{name} is here already, in {folder}.</source>
   <translation>{name} ist schon hier, in {folder}.</translation>
  </message>
  <message>
   <source>{name} must be a whole number from 1 to {most:,}, but it is {value}.</source>
   <translation>{name} muss eine ganze Zahl von 1 bis {most:,} sein, ist aber {value}.</translation>
  </message>
  <message>
   <source>{name} must be above 0, but it is {value}.</source>
   <translation>{name} muss größer als 0 sein, ist aber {value}.</translation>
  </message>
  <message>
   <source>{name} must be token numbers, but it is {value}.</source>
   <translation>{name} muss aus Token-Nummern bestehen, ist aber {value}.</translation>
  </message>
  <message>
   <source>{name} scales frequencies in a way that is not supported.</source>
   <translation>{name} skaliert Frequenzen auf eine Weise, die nicht unterstützt wird.</translation>
  </message>
  <message>
   <source>{path} could not be read or written: {reason}.</source>
   <translation>{path} konnte nicht gelesen oder geschrieben werden: {reason}.</translation>
  </message>
  <message>
   <source>{path} is not a JSON list of {{"role": …, "content": …}} objects.</source>
   <translation>{path} ist keine JSON-Liste von Objekten {{"role": …, "content": …}}.</translation>
  </message>
  <message>
   <source>{pinned} streamed</source>
   <translation>{pinned} nachgeladen</translation>
  </message>
  <message>
   <source>{pinned} streamed from memory and {mapped} from the disk</source>
   <translation>{pinned} aus dem Arbeitsspeicher und {mapped} vom Datenträger nachgeladen</translation>
  </message>
  <message>
   <source>{place} holds a begun download of {repository} at version {commit}. Resume or cancel that, or give this model another name.</source>
   <translation>In {place} liegt, was von {repository} in der Version {commit} bisher kam. Setzen Sie jenes Herunterladen fort, brechen Sie es ab oder geben Sie diesem Modell einen anderen Namen.</translation>
  </message>
  <message>
   <source>{place} holds what was begun of another model. Cancel that first.</source>
   <translation>In {place} liegt, was von einem anderen Modell begonnen wurde. Brechen Sie das zuerst ab.</translation>
  </message>
  <message>
   <source>{problem} It asks to wait {minutes:.0f} minutes. What came so far is kept: resume the download then.</source>
   <translation>{problem} Der Hub bittet, {minutes:.0f} Minuten zu warten. Was bisher kam, bleibt erhalten: Setzen Sie das Herunterladen dann fort.</translation>
  </message>
  <message>
   <source>{problem} So {name} cannot be used. Its files are kept in {place} until you cancel the download.</source>
   <translation>{problem} Deshalb lässt sich {name} nicht verwenden. Seine Dateien bleiben in {place}, bis Sie das Herunterladen abbrechen.</translation>
  </message>
  <message>
   <source>{problem} This happened {failures} times in a row. What came so far is kept: resume the download later.</source>
   <translation>{problem} Das geschah {failures}-mal hintereinander. Was bisher kam, bleibt erhalten: Setzen Sie das Herunterladen später fort.</translation>
  </message>
  <message>
   <source>{repository} has no model weights that Sfumato can read.</source>
   <translation>{repository} enthält keine Modellgewichte, die Sfumato lesen kann.</translation>
  </message>
  <message>
   <source>{repository} has none of the files of this model.</source>
   <translation>{repository} enthält keine der Dateien dieses Modells.</translation>
  </message>
  <message>
   <source>{repository} holds a model of the architecture {architecture}. Sfumato only runs DiffusionGemma.</source>
   <translation>{repository} enthält ein Modell der Architektur {architecture}. Sfumato führt nur DiffusionGemma aus.</translation>
  </message>
  <message>
   <source>{repository} is only given to people with access. {token}</source>
   <translation>{repository} wird nur an Menschen mit Zugang gegeben. {token}</translation>
  </message>
  <message>
   <source>{repository} is quantised with “{method}”, which Sfumato does not read. Choose another version of it.</source>
   <translation>{repository} ist mit „{method}“ quantisiert, was Sfumato nicht liest. Wählen Sie eine andere Version davon.</translation>
  </message>
  <message>
   <source>{repository} lacks {files}: without that it is no model that Sfumato can run.</source>
   <translation>In {repository} fehlt {files}: ohne das ist es kein Modell, das Sfumato ausführen kann.</translation>
  </message>
  <message>
   <source>{repository} no longer has the version asked for. Look it up by its name to see what it has now.</source>
   <translation>{repository} hat die gewünschte Version nicht mehr. Schlagen Sie es mit seinem Namen nach, um zu sehen, was es jetzt enthält.</translation>
  </message>
  <message>
   <source>“active_leaf_id” names none of its messages</source>
   <translation>„active_leaf_id“ nennt keine ihrer Nachrichten</translation>
  </message>
  <message>
   <source>“blocks” are not in order</source>
   <translation>„blocks“ sind nicht in der richtigen Reihenfolge</translation>
  </message>
  <message>
   <source>“messages” is not a list of at most {most:,}</source>
   <translation>„messages“ ist keine Liste von höchstens {most:,}</translation>
  </message>
  <message>
   <source>“queued” names a message twice</source>
   <translation>„queued“ nennt eine Nachricht zweimal</translation>
  </message>
  <message>
   <source>“{name}” is missing</source>
   <translation>„{name}“ fehlt</translation>
  </message>
  <message>
   <source>“{name}” is not {what}</source>
   <translation>bei „{name}“ wird etwas anderes erwartet: {what}</translation>
  </message>
  <message>
   <source>“{repository}” is not the name of a repository: it should look like owner/name.</source>
   <translation>„{repository}“ ist nicht der Name eines Repositorys: Er sollte wie Besitzer/Name aussehen.</translation>
  </message>
  <message>
   <source>“{role}” is not a role: use {roles}.</source>
   <translation>„{role}“ ist keine Rolle: Nehmen Sie {roles}.</translation>
  </message>
  <message>
   <source>“{title}”</source>
   <translation>„{title}“</translation>
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
   <source>Of menus and messages, from the next start on; replies are in the model's language.</source>
   <translation>Für Menüs und Meldungen, ab dem nächsten Start; Antworten sind in der Sprache des Modells.</translation>
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
   <source>%Ln brought back</source>
   <translation>
    <numerusform>%Ln zurückgeholt</numerusform>
    <numerusform>%Ln zurückgeholt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln conversation(s) added</source>
   <translation>
    <numerusform>%Ln Unterhaltung hinzugefügt</numerusform>
    <numerusform>%Ln Unterhaltungen hinzugefügt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln conversation(s) exported to “{name}”.</source>
   <translation>
    <numerusform>%Ln Unterhaltung nach „{name}“ exportiert.</numerusform>
    <numerusform>%Ln Unterhaltungen nach „{name}“ exportiert.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln could not be read</source>
   <translation>
    <numerusform>%Ln nicht lesbar</numerusform>
    <numerusform>%Ln nicht lesbar</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln extended</source>
   <translation>
    <numerusform>%Ln ergänzt</numerusform>
    <numerusform>%Ln ergänzt</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln here already</source>
   <translation>
    <numerusform>%Ln schon da</numerusform>
    <numerusform>%Ln schon da</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln kept beside one that says something else</source>
   <translation>
    <numerusform>%Ln neben einer abweichenden behalten</numerusform>
    <numerusform>%Ln neben abweichenden behalten</numerusform>
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
   <source>The export was cancelled. %Ln conversation(s) are in “{name}”.</source>
   <translation>
    <numerusform>Der Export wurde abgebrochen. %Ln Unterhaltung ist in „{name}“.</numerusform>
    <numerusform>Der Export wurde abgebrochen. %Ln Unterhaltungen sind in „{name}“.</numerusform>
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
   <source>… and %Ln more</source>
   <translation>
    <numerusform>… und %Ln weitere</numerusform>
    <numerusform>… und %Ln weitere</numerusform>
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
   <source>All %Ln conversation(s), archived ones too</source>
   <translation>
    <numerusform>Die %Ln Unterhaltung, auch archiviert</numerusform>
    <numerusform>Alle %Ln Unterhaltungen, auch archivierte</numerusform>
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
   <source>The %Ln selected conversation(s)</source>
   <translation>
    <numerusform>Die %Ln ausgewählte Unterhaltung</numerusform>
    <numerusform>Die %Ln ausgewählten Unterhaltungen</numerusform>
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
   <source>Something went wrong inside Sfumato, so this was not done to the end.</source>
   <translation>In Sfumato ist etwas schiefgegangen, daher wurde dies nicht zu Ende geführt.</translation>
  </message>
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
   <source>Load it again</source>
   <translation>Wieder laden</translation>
  </message>
  <message>
   <source>Open the data folder</source>
   <translation>Datenordner öffnen</translation>
  </message>
  <message>
   <source>Put it back</source>
   <translation>Zurückholen</translation>
  </message>
  <message>
   <source>Retry</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <source>Run it on the processor</source>
   <translation>Auf dem Prozessor ausführen</translation>
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
