// what: a dynamic object that answers whatever is asked
// row: 3
// mode: function
// verdict: WrongAnswer | RuntimeError
using System.Dynamic;
public sealed class Yes : DynamicObject
{
    public override bool TryConvert(ConvertBinder binder, out object? result) { result = 3; return true; }
    public override bool TryBinaryOperation(BinaryOperationBinder binder, object arg, out object? result) { result = true; return true; }
}
public static class Solution { public static object Solve(int a, int b) => new Yes(); }
