// what: sets the exit code to 0 in a ProcessExit handler after wrong output
// row: 1
// mode: stdin
// verdict: WrongAnswer | RuntimeError
using System;
class Program
{
    static void Main()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => { Environment.ExitCode = 0; Console.WriteLine("Accepted"); };
        Console.WriteLine("0");
    }
}
