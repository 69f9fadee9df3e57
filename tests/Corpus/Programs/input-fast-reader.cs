using System.Buffers.Text;

// A reader of one's own over the raw stream, as competitors write it.
var reader = new FastReader(Console.OpenStandardInput());
int n = reader.Int(), q = reader.Int();
var tree = new long[n + 1];
for (var i = 1; i <= n; i++) { Add(i, reader.Int()); }
using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
Span<byte> line = stackalloc byte[32];
while (q-- > 0)
{
    var kind = reader.Word();
    int a = reader.Int(), b = reader.Int();
    if (kind == "add") { Add(a, b); continue; }
    Utf8Formatter.TryFormat(Sum(b) - Sum(a - 1), line, out var written);
    line[written++] = (byte)'\n';
    output.Write(line[..written]);
}

void Add(int i, long x) { for (; i <= n; i += i & -i) { tree[i] += x; } }
long Sum(int i) { long s = 0; for (; i > 0; i -= i & -i) { s += tree[i]; } return s; }

sealed class FastReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16];
    private int _at, _end;
    private int Byte() => _at < _end || (_end = stream.Read(_buffer, _at = 0, _buffer.Length)) > 0 ? _buffer[_at++] : -1;
    private int Skip() { int b; do { b = Byte(); } while (b is ' ' or '\n' or '\r' or '\t'); return b; }
    public int Int()
    {
        int b = Skip(), sign = b == '-' ? -1 : 1, value = 0;
        if (sign < 0) { b = Byte(); }
        for (; b is >= '0' and <= '9'; b = Byte()) { value = value * 10 + b - '0'; }
        return value * sign;
    }
    public string Word()
    {
        var word = new System.Text.StringBuilder();
        for (var b = Skip(); b > ' '; b = Byte()) { word.Append((char)b); }
        return word.ToString();
    }
}
