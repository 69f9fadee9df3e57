// exit: 134
var thread = new Thread(() => Console.WriteLine(new Endless().Depth), 256 * 1024);
Console.WriteLine("started");
thread.Start();
thread.Join();

sealed class Endless { public int Depth => 1 + new Endless().Depth; }
