// what: an object that contains itself
// row: 3
// mode: function
// verdict: WrongAnswer | RuntimeError
public sealed class Node { public Node? Next { get; set; } }
public static class Solution { public static object Solve(int a, int b) { var n = new Node(); n.Next = n; return n; } }
