// what: lambdas nested over overloads, exponential to bind
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
using System;
class P
{
    static int F(Func<int, int> f) => 0; static int F(Func<string, int> f) => 0; static int F(Func<long, int> f) => 0; static int F(Func<double, int> f) => 0;
    static void Main() { F(a => F(b => F(c => F(d => F(e => F(g => F(h => F(i => F(j => F(k => i.X + j.Y))))))))))); }
}
