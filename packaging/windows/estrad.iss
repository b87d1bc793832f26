; Inno Setup makes the installer of this, on Windows, after PyInstaller has made dist\estrad:
;   pyinstaller --noconfirm packaging\estrad.spec
;   iscc /DVersion=0.8.0 packaging\windows\estrad.iss
; It was never run: no Windows was to be had. tests/test_package.py looks that it names what is there.

#ifndef Version
  #error Say the version: iscc /DVersion=0.8.0
#endif

[Setup]
AppId=Estrad
AppName=Estrad
AppVersion={#Version}
AppPublisher=The Estrad authors
DefaultDirName={autopf}\Estrad
DefaultGroupName=Estrad
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
; Windows lets nobody replace what a window has open: the installer asks to close it, and starts it again.
CloseApplications=yes
RestartApplications=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\package\icons\windows\estrad.ico
UninstallDisplayIcon={app}\estrad-window.exe
OutputDir=..\..\dist
OutputBaseFilename=estrad-{#Version}-windows-x86_64
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
Name: "swedish"; MessagesFile: "compiler:Languages\Swedish.isl"

[InstallDelete]
; Modules are files: none of an older version may stay beside those of this one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\estrad\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion
Source: "..\..\build\package\icons\windows\application-vnd.estrad+sqlite3.ico"; DestDir: "{app}"; DestName: "conference.ico"

[Icons]
Name: "{autoprograms}\Estrad"; Filename: "{app}\estrad-window.exe"; AppUserModelID: "Estrad"

[Registry]
Root: HKA; Subkey: "Software\Classes\.estrad"; ValueType: string; ValueData: "Estrad.Conference"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.estrad"; ValueType: string; ValueName: "Content Type"; ValueData: "application/vnd.estrad+sqlite3"
Root: HKA; Subkey: "Software\Classes\Estrad.Conference"; ValueType: string; ValueData: "Estrad"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Estrad.Conference\DefaultIcon"; ValueType: string; ValueData: "{app}\conference.ico"
Root: HKA; Subkey: "Software\Classes\Estrad.Conference\shell\open\command"; ValueType: string; ValueData: """{app}\estrad-window.exe"" ""%1"""

[Run]
Filename: "{app}\estrad-window.exe"; Description: "Estrad"; Flags: nowait postinstall skipifsilent
