// what: five thousand nested type arguments
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout
class P { static void Main() { @{5000|System.Collections.Generic.List<}@int@{5000|>}@ x = null; } }
