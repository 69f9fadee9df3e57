// what: a submission under a test program in the style of MultiPL-E
// problem: {"mode":"assertions","entry_point":"Double","test_program":"using System; using System.Diagnostics; using System.Collections.Generic; using System.Linq;\npublic class Tests { public static void Main(string[] args) { Debug.Assert(Problem.Double(2) == 4L); Debug.Assert(Problem.Reverse(new List<long> { 1, 2 }).SequenceEqual(new List<long> { 2, 1 })); } }"}
// tests: Accepted Accepted
using System.Collections.Generic;
using System.Linq;

class Problem
{
    public static long Double(long n) => n * 2;

    public static List<long> Reverse(List<long> list) => Enumerable.Reverse(list).ToList();
}
