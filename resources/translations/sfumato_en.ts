<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>DataController</name>
  <message numerus="yes">
   <source>At least %Ln message(s) are lost.</source>
   <translation>
    <numerusform>At least %Ln message is lost.</numerusform>
    <numerusform>At least %Ln messages are lost.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Of these, %Ln came from a backup.</source>
   <translation>
    <numerusform>Of these, %Ln came from a backup.</numerusform>
    <numerusform>Of these, %Ln came from a backup.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The database was damaged. %Ln message(s) were rescued.</source>
   <translation>
    <numerusform>The database was damaged. %Ln message was rescued.</numerusform>
    <numerusform>The database was damaged. %Ln messages were rescued.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>MessageView</name>
  <message numerus="yes">
   <source>Hide the thought (%Ln word(s))</source>
   <translation>
    <numerusform>Hide the thought (%Ln word)</numerusform>
    <numerusform>Hide the thought (%Ln words)</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Show the thought (%Ln word(s))</source>
   <translation>
    <numerusform>Show the thought (%Ln word)</numerusform>
    <numerusform>Show the thought (%Ln words)</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>OrganiseActions</name>
  <message numerus="yes">
   <source>%Ln conversation(s) are in the trash.</source>
   <translation>
    <numerusform>%Ln conversation is in the trash.</numerusform>
    <numerusform>%Ln conversations are in the trash.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Delete %Ln conversation(s) for good?</source>
   <translation>
    <numerusform>Delete %Ln conversation for good?</numerusform>
    <numerusform>Delete %Ln conversations for good?</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message numerus="yes">
   <source>%Ln found</source>
   <translation>
    <numerusform>%Ln found</numerusform>
    <numerusform>%Ln found</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Transfer</name>
  <message numerus="yes">
   <source>%Ln brought back</source>
   <translation>
    <numerusform>%Ln brought back</numerusform>
    <numerusform>%Ln brought back</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln conversation(s) added</source>
   <translation>
    <numerusform>%Ln conversation added</numerusform>
    <numerusform>%Ln conversations added</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln conversation(s) exported to “{name}”.</source>
   <translation>
    <numerusform>%Ln conversation exported to “{name}”.</numerusform>
    <numerusform>%Ln conversations exported to “{name}”.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln could not be read</source>
   <translation>
    <numerusform>%Ln could not be read</numerusform>
    <numerusform>%Ln could not be read</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln extended</source>
   <translation>
    <numerusform>%Ln extended</numerusform>
    <numerusform>%Ln extended</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln here already</source>
   <translation>
    <numerusform>%Ln here already</numerusform>
    <numerusform>%Ln here already</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln kept beside one that says something else</source>
   <translation>
    <numerusform>%Ln kept beside one that says something else</numerusform>
    <numerusform>%Ln kept beside one that says something else</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The export was cancelled. %Ln conversation(s) are in “{name}”.</source>
   <translation>
    <numerusform>The export was cancelled. %Ln conversation is in “{name}”.</numerusform>
    <numerusform>The export was cancelled. %Ln conversations are in “{name}”.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>… and %Ln more</source>
   <translation>
    <numerusform>… and %Ln more</numerusform>
    <numerusform>… and %Ln more</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TransferActions</name>
  <message numerus="yes">
   <source>All %Ln conversation(s), archived ones too</source>
   <translation>
    <numerusform>All %Ln conversation, archived ones too</numerusform>
    <numerusform>All %Ln conversations, archived ones too</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The %Ln selected conversation(s)</source>
   <translation>
    <numerusform>The %Ln selected conversation</numerusform>
    <numerusform>The %Ln selected conversations</numerusform>
   </translation>
  </message>
 </context>
</TS>
