// what: opens a TCP connection
// row: 13
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Net.Sockets;
try { using var c = new TcpClient("127.0.0.1", 80); Console.WriteLine("connected"); }
catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
Console.WriteLine("-1");
