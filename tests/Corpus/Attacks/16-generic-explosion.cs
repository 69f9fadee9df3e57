// what: generics that grow with every level
// row: 16
// mode: stdin
// verdict: Rejected | CompileError | CompileTimeout | RuntimeError | WrongAnswer | TimeLimit
class C<A, B, D, E> { class Y : C<Y, Y, Y, Y> { Y.Y.Y.Y.Y.Y.Y.Y.Y y; } }
class P { static void Main() { } }
