// what: an abstract unix socket as a letter box
// row: 6
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
using System.Net.Sockets;
try
{
    using var s = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    s.Bind(new UnixDomainSocketEndPoint("\0r1"));
    s.Listen();
    Console.WriteLine("bound");
}
catch (Exception e) { Console.Error.WriteLine(e.GetType().Name); }
Console.WriteLine("-1");
