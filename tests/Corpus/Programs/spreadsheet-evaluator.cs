using System.Globalization;

// Cells with formulas, evaluated in the order their references demand; a cycle is found and named.
var cells = new Dictionary<string, string>();
while (Console.ReadLine() is { } line)
{
    if (line.Split('=', 2) is [var name, var formula]) { cells[name.Trim()] = formula.Trim(); }
}
var sheet = new Sheet(cells);
foreach (var name in cells.Keys.Order(StringComparer.Ordinal))
{
    try { Console.WriteLine($"{name} = {sheet[name].ToString("0.###", CultureInfo.InvariantCulture)}"); }
    catch (CellException e) { Console.WriteLine($"{name}: {e.Message}"); }
}

sealed class CellException(string message) : Exception(message);
sealed class Sheet(IReadOnlyDictionary<string, string> cells)
{
    private readonly Dictionary<string, double> _known = [];
    private readonly List<string> _path = [];
    public double this[string name]
    {
        get
        {
            if (_known.TryGetValue(name, out var value)) { return value; }
            if (_path.Contains(name)) { throw new CellException($"cycle {string.Join(">", _path.SkipWhile(p => p != name))}>{name}"); }
            if (!cells.TryGetValue(name, out var formula)) { throw new CellException($"no cell {name}"); }
            _path.Add(name);
            try { var at = 0; return _known[name] = Sum(formula.Replace(" ", ""), ref at); }
            finally { _path.RemoveAt(_path.Count - 1); }
        }
    }
    private double Sum(string f, ref int at)
    {
        var value = Product(f, ref at);
        while (at < f.Length && f[at] is '+' or '-' && at < f.Length) { value += f[at++] == '+' ? Product(f, ref at) : -Product(f, ref at); }
        return value;
    }
    private double Product(string f, ref int at)
    {
        var value = Factor(f, ref at);
        while (at < f.Length && f[at] is '*' or '/' && at < f.Length)
        {
            var op = f[at++];
            var right = Factor(f, ref at);
            value = op == '*' ? value * right : right != 0 ? value / right : throw new CellException("division by zero");
        }
        return value;
    }
    private double Factor(string f, ref int at)
    {
        if (at >= f.Length) { throw new CellException("formula ends too early"); }
        if (f[at] == '(') { at++; var inner = Sum(f, ref at); at++; return inner; }
        if (f[at] == '-') { at++; return -Factor(f, ref at); }
        var start = at;
        while (at < f.Length && (char.IsLetterOrDigit(f[at]) || f[at] is '.' or ':')) { at++; }
        var word = f[start..at];
        if (word == "SUM" && at < f.Length)
        {
            at++;
            var from = at;
            while (f[at] != ')') { at++; }
            return Range(f[from..at++]).Sum(c => this[c]);
        }
        return double.TryParse(word, CultureInfo.InvariantCulture, out var n) ? n : this[word];
    }
    private static IEnumerable<string> Range(string r) =>
        from c in Enumerable.Range(r[0], r[3] - r[0] + 1) from row in Enumerable.Range(r[1] - '0', r[4] - r[1] + 1) select $"{(char)c}{row}";
}
