// exit: 6
AppDomain.CurrentDomain.ProcessExit += (sender, _) =>
{
    Console.WriteLine(sender is null ? "no sender" : "sender");
    Environment.ExitCode = 6;
};
Console.WriteLine("main ends");
