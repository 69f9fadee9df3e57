// what: five thousand nested lambdas
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
class P { static void Main() { System.Func<object> x = @{5000|() => new System.Func<object>(}@()1@{5000|)}@; } }
