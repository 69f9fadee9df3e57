// what: 950 calls in one chain
// row: 16
// mode: stdin
// verdict: WrongAnswer | Rejected | CompileError | CompileTimeout
using System.Text;
class P { static void Main() { var s = new StringBuilder()@{950|.Append(1)}@.ToString(); System.Console.WriteLine(s.Length); } }
