// what: reads two numbers and prints their sum
// problem: {"tests":[{"input":"1 2\n","expected":"3\n"},{"input":"20 22\n","expected":"42\n"}]}
// tests: Accepted Accepted
using System;

class Program
{
    static void Main()
    {
        var parts = Console.ReadLine()!.Split(' ');
        Console.WriteLine(int.Parse(parts[0]) + int.Parse(parts[1]));
    }
}
