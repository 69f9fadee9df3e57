// what: exits with 0 from the UnhandledException handler
// row: 1
// mode: stdin
// verdict: RuntimeError | WrongAnswer
using System;
class Program
{
    static void Main()
    {
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Environment.Exit(0);
        throw new Exception("no answer");
    }
}
