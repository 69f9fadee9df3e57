// what: a source of ten megabytes on one line
// row: 15
// mode: stdin
// verdict: Rejected | CompileError
// @{10000000|x}@
class Program { static void Main() { } }
