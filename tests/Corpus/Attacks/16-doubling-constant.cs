// what: a string constant doubled again and again
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
class P
{
    const string A = "@{1000|x}@"; const string B = A + A + A + A + A + A + A + A; const string C = B + B + B + B + B + B + B + B; const string D = C + C + C + C + C + C + C + C;
    const string E = D + D + D + D + D + D + D + D; const string F = E + E + E + E + E + E + E + E; const string G = F + F + F + F + F + F + F + F; const string H = G + G + G + G + G + G + G + G;
    static void Main() { System.Console.WriteLine(H.Length); }
}
