// what: UDP and name resolution
// row: 13
// mode: stdin
// verdict: WrongAnswer
using System;
using System.Net;
using System.Net.Sockets;
try { using var u = new UdpClient(); u.Send(new byte[] { 1 }, 1, "127.0.0.1", 53); Console.WriteLine("sent"); } catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
try { Dns.GetHostEntry("example.invalid"); Console.WriteLine("resolved"); } catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
Console.WriteLine("-1");
