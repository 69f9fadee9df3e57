using System.Text;

var text = string.Concat(Enumerable.Repeat("she sells sea shells by the sea shore; ", 5)) + "the end";
var (codes, bits) = Huffman(text);
foreach (var (c, code) in codes.OrderBy(p => p.Value.Length).ThenBy(p => p.Key).Take(4)) { Console.WriteLine($"'{c}' {code.Length}"); }
Console.WriteLine($"{text.Length * 8} -> {bits.Length}");
Console.WriteLine(Decode(codes, bits) == text);
var tokens = Lz(text).ToList();
Console.WriteLine(tokens.Count + " " + string.Join(" ", tokens.Skip(30).Take(3)));
Console.WriteLine(Unlz(tokens) == text);
Console.WriteLine(BurrowsWheeler("banana") + " " + MoveToFront("bananaaa") + " " + Crc32("123456789").ToString("X8") + " " + Adler32("Wikipedia").ToString("X8"));

static (Dictionary<char, string>, string) Huffman(string text)
{
    var queue = new PriorityQueue<(string Letters, Dictionary<char, string> Codes, int Count), (int, string)>();
    foreach (var g in text.GroupBy(c => c)) { queue.Enqueue((g.Key.ToString(), new() { [g.Key] = "" }, g.Count()), (g.Count(), g.Key.ToString())); }
    while (queue.Count > 1)
    {
        var (a, b) = (queue.Dequeue(), queue.Dequeue());
        var codes = a.Codes.ToDictionary(p => p.Key, p => "0" + p.Value);
        foreach (var (c, code) in b.Codes) { codes[c] = "1" + code; }
        var letters = string.Concat((a.Letters + b.Letters).Order());
        queue.Enqueue((letters, codes, a.Count + b.Count), (a.Count + b.Count, letters));
    }
    var all = queue.Dequeue().Codes;
    return (all, string.Concat(text.Select(c => all[c])));
}
static string Decode(Dictionary<char, string> codes, string bits)
{
    var back = codes.ToDictionary(p => p.Value, p => p.Key);
    var (text, code) = (new StringBuilder(), "");
    foreach (var bit in bits) { code += bit; if (back.TryGetValue(code, out var c)) { text.Append(c); code = ""; } }
    return text.ToString();
}
static IEnumerable<(int Back, int Length, char Next)> Lz(string s)
{
    for (var i = 0; i < s.Length;)
    {
        var (back, length) = (0, 0);
        for (var j = Math.Max(0, i - 64); j < i; j++)
        {
            var n = 0;
            while (i + n < s.Length - 1 && s[j + n] == s[i + n]) { n++; }
            if (n > length) { (back, length) = (i - j, n); }
        }
        yield return (back, length, s[i + length]);
        i += length + 1;
    }
}
static string Unlz(IEnumerable<(int Back, int Length, char Next)> tokens)
{
    var s = new StringBuilder();
    foreach (var (back, length, next) in tokens) { for (var i = 0; i < length; i++) { s.Append(s[^back]); } s.Append(next); }
    return s.ToString();
}
static string BurrowsWheeler(string s) { s += "$"; return string.Concat(Enumerable.Range(0, s.Length).Select(i => s[i..] + s[..i]).Order(StringComparer.Ordinal).Select(r => r[^1])); }
static string MoveToFront(string s) { var order = Enumerable.Range('a', 26).Select(c => (char)c).ToList(); return string.Concat(s.Select(c => { var i = order.IndexOf(c); order.RemoveAt(i); order.Insert(0, c); return i + "."; })); }
static uint Crc32(string s) => ~Encoding.ASCII.GetBytes(s).Aggregate(uint.MaxValue, (crc, b) => { crc ^= b; for (var k = 0; k < 8; k++) { crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1; } return crc; });
static uint Adler32(string s) { uint a = 1, b = 0; foreach (var c in s) { a = (a + c) % 65521; b = (b + a) % 65521; } return b << 16 | a; }
