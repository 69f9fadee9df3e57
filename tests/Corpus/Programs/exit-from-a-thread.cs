// exit: 3
var thread = new Thread(() =>
{
    Thread.Sleep(10);
    Console.WriteLine("leaving");
    Environment.Exit(3);
});
AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine($"goodbye {Environment.ExitCode}");
thread.Start();
try { Thread.Sleep(Timeout.Infinite); }
finally { Console.WriteLine("never printed"); }
