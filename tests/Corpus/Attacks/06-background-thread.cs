// what: a thread that goes on when the test is over
// row: 6
// mode: stdin
// verdict: WrongAnswer | TimeLimit
// limits: wall_ms=2000
using System;
using System.Threading;
var thread = new Thread(() => { for (; ; Thread.Sleep(5)) { Console.WriteLine("3"); } }) { IsBackground = true };
Console.WriteLine("-1");
thread.Start();
