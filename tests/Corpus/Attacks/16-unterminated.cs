// what: a string and a comment that never end
// row: 16
// mode: stdin
// verdict: CompileError | Rejected
class P { static void Main() { var s = "abc; /* never closed
