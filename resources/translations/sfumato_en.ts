<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>DataController</name>
  <message numerus="yes">
   <source>At least %n message(s) are lost.</source>
   <translation>
    <numerusform>At least %n message is lost.</numerusform>
    <numerusform>At least %n messages are lost.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The database was damaged. %n message(s) were rescued.</source>
   <translation>
    <numerusform>The database was damaged. %n message was rescued.</numerusform>
    <numerusform>The database was damaged. %n messages were rescued.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MessageView</name>
  <message numerus="yes">
   <source>Hide the thought (%n word(s))</source>
   <translation>
    <numerusform>Hide the thought (%n word)</numerusform>
    <numerusform>Hide the thought (%n words)</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Show the thought (%n word(s))</source>
   <translation>
    <numerusform>Show the thought (%n word)</numerusform>
    <numerusform>Show the thought (%n words)</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>OrganiseActions</name>
  <message numerus="yes">
   <source>%n conversation(s) are in the trash.</source>
   <translation>
    <numerusform>%n conversation is in the trash.</numerusform>
    <numerusform>%n conversations are in the trash.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Delete %n conversation(s) for good?</source>
   <translation>
    <numerusform>Delete %n conversation for good?</numerusform>
    <numerusform>Delete %n conversations for good?</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message numerus="yes">
   <source>%n found</source>
   <translation>
    <numerusform>%n found</numerusform>
    <numerusform>%n found</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Transfer</name>
  <message numerus="yes">
   <source>%n brought back</source>
   <translation>
    <numerusform>%n brought back</numerusform>
    <numerusform>%n brought back</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n conversation(s) added</source>
   <translation>
    <numerusform>%n conversation added</numerusform>
    <numerusform>%n conversations added</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n conversation(s) exported to “{name}”.</source>
   <translation>
    <numerusform>%n conversation exported to “{name}”.</numerusform>
    <numerusform>%n conversations exported to “{name}”.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n could not be read</source>
   <translation>
    <numerusform>%n could not be read</numerusform>
    <numerusform>%n could not be read</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n extended</source>
   <translation>
    <numerusform>%n extended</numerusform>
    <numerusform>%n extended</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n here already</source>
   <translation>
    <numerusform>%n here already</numerusform>
    <numerusform>%n here already</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%n kept beside one that says something else</source>
   <translation>
    <numerusform>%n kept beside one that says something else</numerusform>
    <numerusform>%n kept beside one that says something else</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The export was cancelled. %n conversation(s) are in “{name}”.</source>
   <translation>
    <numerusform>The export was cancelled. %n conversation is in “{name}”.</numerusform>
    <numerusform>The export was cancelled. %n conversations are in “{name}”.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>… and %n more</source>
   <translation>
    <numerusform>… and %n more</numerusform>
    <numerusform>… and %n more</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TransferActions</name>
  <message numerus="yes">
   <source>All %n conversation(s), archived ones too</source>
   <translation>
    <numerusform>All %n conversation, archived ones too</numerusform>
    <numerusform>All %n conversations, archived ones too</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The %n selected conversation(s)</source>
   <translation>
    <numerusform>The %n selected conversation</numerusform>
    <numerusform>The %n selected conversations</numerusform>
   </translation>
  </message>
 </context>
</TS>
