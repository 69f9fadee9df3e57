// what: a type of its own that says it is a tuple, a dictionary and a set
// row: 3
// mode: function
// verdict: WrongAnswer | RuntimeError
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
public sealed class Chameleon : ITuple, IDictionary, IEnumerable<int>
{
    public object? this[int index] => 3;
    public int Length => 1;
    public IEnumerator<int> GetEnumerator() { yield return 3; }
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    public object? this[object key] { get => 3; set { } }
    public ICollection Keys => this.ToArray();
    public ICollection Values => this.ToArray();
    public bool IsReadOnly => true;
    public bool IsFixedSize => true;
    public int Count => 1;
    public object SyncRoot => this;
    public bool IsSynchronized => false;
    public void Add(object key, object? value) { }
    public void Clear() { }
    public bool Contains(object key) => true;
    public void CopyTo(System.Array array, int index) { }
    IDictionaryEnumerator IDictionary.GetEnumerator() => new Hashtable { [3] = 3 }.GetEnumerator();
    public void Remove(object key) { }
    int[] ToArray() => [3];
}
public static class Solution { public static object Solve(int a, int b) => new Chameleon(); }
