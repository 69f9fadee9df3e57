// what: five megabytes of source
// row: 16
// mode: stdin
// verdict: Rejected
// @{5000000|x}@
class P { static void Main() { } }
