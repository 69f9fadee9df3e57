Span<int> numbers = stackalloc int[64];
for (var i = 0; i < numbers.Length; i++) { numbers[i] = i * 37 % 64; }
numbers.Sort();
Console.WriteLine(numbers.BinarySearch(40) + " " + numbers.IndexOf(13) + " " + numbers[..8].ToArray().Sum());
QuickSort(numbers, (a, b) => b.CompareTo(a));
Console.WriteLine(string.Join(" ", numbers[..5].ToArray()) + " " + numbers[^1]);
numbers.Reverse();
numbers[10..20].Clear();
Console.WriteLine(numbers.Count(0) + " " + numbers.ContainsAnyExceptInRange(0, 63) + " " + numbers.SequenceEqual(numbers.ToArray()));

ReadOnlySpan<char> line = "  key = some value ; other=2;;bad; last = x  ";
foreach (var part in line.Split(';'))
{
    var pair = line[part].Trim();
    if (pair.IndexOf('=') is var at and > 0) { Console.WriteLine($"<{pair[..at].Trim()}> <{pair[(at + 1)..].Trim()}>"); }
}
Console.WriteLine(line.Trim().ToString().AsSpan().LastIndexOfAny(" =") + " " + "AbC".AsSpan().Equals("aBc", StringComparison.OrdinalIgnoreCase));
Console.WriteLine(Levenshtein("kitten", "sitting") + " " + Levenshtein("", "abc") + " " + IsPalindrome("A man, a plan, a canal: Panama"));
var vowels = System.Buffers.SearchValues.Create("aeiou");
Console.WriteLine("rhythm and blues".AsSpan().IndexOfAny(vowels));
Memory<int> memory = Enumerable.Range(0, 10).ToArray();
await Task.Yield();
memory.Slice(2, 3).Span.Fill(7);
Console.WriteLine(string.Join("", memory.ToArray()));

static void QuickSort<T>(Span<T> s, Comparison<T> compare)
{
    while (s.Length > 1)
    {
        var (pivot, l, r) = (s[s.Length / 2], 0, s.Length - 1);
        while (l <= r)
        {
            while (compare(s[l], pivot) < 0) { l++; }
            while (compare(s[r], pivot) > 0) { r--; }
            if (l <= r) { (s[l], s[r]) = (s[r], s[l]); l++; r--; }
        }
        QuickSort(s[..(r + 1)], compare);
        s = s[l..];
    }
}

static int Levenshtein(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
{
    Span<int> row = stackalloc int[b.Length + 1];
    for (var j = 0; j < row.Length; j++) { row[j] = j; }
    foreach (var x in a)
    {
        var corner = row[0]++;
        for (var j = 1; j < row.Length; j++)
        {
            (corner, row[j]) = (row[j], x == b[j - 1] ? corner : 1 + Math.Min(corner, Math.Min(row[j], row[j - 1])));
        }
    }
    return row[^1];
}

static bool IsPalindrome(ReadOnlySpan<char> s)
{
    Span<char> kept = stackalloc char[s.Length];
    var n = 0;
    foreach (var c in s) { if (char.IsLetter(c)) { kept[n++] = char.ToLowerInvariant(c); } }
    Span<char> back = stackalloc char[n];
    kept[..n].CopyTo(back);
    back.Reverse();
    return kept[..n].SequenceEqual(back);
}
