// The benchmark that allocates little trees and walks them, in parallel.
const int MinDepth = 4;
var maxDepth = 10;
Console.WriteLine($"stretch tree of depth {maxDepth + 1}\t check: {Tree.Bottom(maxDepth + 1).Check()}");
var longLived = Tree.Bottom(maxDepth);
var lines = Enumerable.Range(0, (maxDepth - MinDepth) / 2 + 1).AsParallel().AsOrdered().Select(step =>
{
    var depth = MinDepth + step * 2;
    var rounds = 1 << (maxDepth - depth + MinDepth);
    var check = 0;
    for (var i = 0; i < rounds; i++) { check += Tree.Bottom(depth).Check(); }
    return $"{rounds}\t trees of depth {depth}\t check: {check}";
});
foreach (var line in lines) { Console.WriteLine(line); }
Console.WriteLine($"long lived tree of depth {maxDepth}\t check: {longLived.Check()}");

sealed class Tree
{
    private Tree? _left, _right;
    public static Tree Bottom(int depth) =>
        depth == 0 ? new Tree() : new Tree { _left = Bottom(depth - 1), _right = Bottom(depth - 1) };
    public int Check() => _left is null ? 1 : 1 + _left.Check() + _right!.Check();
}
