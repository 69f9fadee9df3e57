// what: fails the second assertion only
// problem: {"mode":"assertions","entry_point":"Double","test_program":"using System; using System.Diagnostics;\npublic class Tests { public static void Main(string[] args) { Debug.Assert(Problem.Double(2) == 4L); Debug.Assert(Problem.Double(3) == 6L); } }"}
// tests: Accepted WrongAnswer
class Problem
{
    public static long Double(long n) => n * n;
}
