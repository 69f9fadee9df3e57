// what: nested lambdas over overloads take the compiler exponential time
// problem: {"tests":[{"expected":"1\n"}]}
// tests:
using System;

class Program
{
    static void F(Action<int> f) { }
    static void F(Action<string> f) { }
    static void F(Action<double> f) { }
    static void F(Action<char> f) { }
    static void F(Action<long> f) { }

    static void Main() => F(a => F(b => F(c => F(d => F(e => F(g => F(h => F(i => F(j => j.Nothing + a + b + c + d + e + g + h + i)))))))));
}
