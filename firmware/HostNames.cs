// SPDX-License-Identifier: MIT
// Host builds only: names that the desktop's own library has too mean the emulated chip's here (docs/decisions/0001). A global alias wins over a namespace import.
extern alias nano;

global using Console = nano::System.Console;
global using DateTime = nano::System.DateTime;
global using Environment = nano::System.Environment;
global using File = nano::System.IO.File;
global using FileAccess = nano::System.IO.FileAccess;
global using Dns = nano::System.Net.Dns;
global using IPHostEntry = nano::System.Net.IPHostEntry;
global using X509Certificate = nano::System.Security.Cryptography.X509Certificates.X509Certificate;
global using FileMode = nano::System.IO.FileMode;
global using FileStream = nano::System.IO.FileStream;
global using NetworkInterface = nano::System.Net.NetworkInformation.NetworkInterface;
global using Socket = nano::System.Net.Sockets.Socket;
global using SocketException = nano::System.Net.Sockets.SocketException;
global using Random = nano::System.Random;
global using ManualResetEvent = nano::System.Threading.ManualResetEvent;
global using Thread = nano::System.Threading.Thread;
