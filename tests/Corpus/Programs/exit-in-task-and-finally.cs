// exit: 9
var queue = new System.Collections.Concurrent.ConcurrentQueue<string>();
AppDomain.CurrentDomain.ProcessExit += (_, _) => { queue.Enqueue("second"); Console.WriteLine(string.Join(",", queue)); };
AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Out.Flush();
queue.Enqueue("first");
await Task.Run(() =>
{
    try { Environment.Exit(9); }
    finally { Console.WriteLine("finally is not run"); }
});
Console.WriteLine("not reached");
