// what: fifty thousand errors
// row: 16
// mode: stdin
// verdict: CompileError | Rejected
class P { static void Main() { @{50000|y = ;}@ } }
