// what: nested lambdas over overloads take the compiler exponential time, within the depth that the guard lets through
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
    static void F(Action<float> f) { }
    static void F(Action<short> f) { }
    static void F(Action<byte> f) { }
    static void F(Action<uint> f) { }
    static void F(Action<ulong> f) { }
    static void F(Action<decimal> f) { }
    static void F(Action<bool> f) { }
    static void F(Action<object> f) { }
    static void F(Action<Guid> f) { }

    static void Main() => F(a => F(b => F(c => F(d => F(e => F(g => g.Nothing + a.X + b.X + c.X + d.X + e.X))))));
}
