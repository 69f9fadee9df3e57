// what: declares types inside System
// row: 2
// mode: function
// verdict: CompileError | WrongAnswer
namespace System
{
    public class Object2 { }
    public static class Debug { public static void Assert(bool b) { } }
}
public static class Solution { public static int Solve(int a, int b) => 0; }
