// what: methods called with values of many kinds
// problem: {"mode":"function","tests":[
// problem: {"call":"Solution.Add(1, 2)","expected":"3"},
// problem: {"call":"Solution.Words(\"b a\")","expected":"new[] { \"a\", \"b\" }"},
// problem: {"call":"Solution.Count(\"aab\")","expected":"new Dictionary<char, int> { ['b'] = 1, ['a'] = 2 }"},
// problem: {"call":"Solution.Third()","expected":"1.0 / 3"},
// problem: {"call":"Solution.Pair(3)","expected":"(3, \"3\")"},
// problem: {"call":"Solution.Nothing()","expected":"null"},
// problem: {"call":"Solution.Evens(5)","expected":"new HashSet<int> { 4, 2, 0 }"}]}
// tests: Accepted Accepted Accepted Accepted Accepted Accepted Accepted
using System.Collections.Generic;
using System.Linq;

public static class Solution
{
    public static int Add(int a, int b) => a + b;

    public static List<string> Words(string text) => text.Split(' ').Order().ToList();

    public static Dictionary<char, int> Count(string text) => text.GroupBy(c => c).ToDictionary(g => g.Key, g => g.Count());

    public static double Third() => 1 - 2.0 / 3;

    public static (int, string) Pair(int n) => (n, n.ToString());

    public static string? Nothing() => null;

    public static HashSet<int> Evens(int n) => Enumerable.Range(0, n).Where(i => i % 2 == 0).ToHashSet();
}
