// exit: 134
var unhandled = 0;
AppDomain.CurrentDomain.UnhandledException += (_, e) =>
{
    Console.WriteLine($"{e.ExceptionObject.GetType().Name} {e.IsTerminating} {++unhandled}");
    Console.Out.Flush();
};
using var timer = new Timer(_ => throw new TimeZoneNotFoundException("in a timer"), null, 5, Timeout.Infinite);
Thread.Sleep(5000);
Console.WriteLine("not reached");
