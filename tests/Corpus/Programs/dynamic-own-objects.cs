using System.Dynamic;

dynamic settings = new Bag();
settings.Title = "dynamic";
settings.Count = 3;
settings.Count += 4;
Console.WriteLine($"{settings.Title} {settings.Count} {settings.Missing ?? "nothing"} {settings.Shout("hey")}");
settings[5] = "five";
Console.WriteLine(settings[5] + " " + (int)settings);

dynamic expando = new ExpandoObject();
expando.Name = "expando";
expando.Hello = (Func<string>)(() => "hello from " + expando.Name);
((IDictionary<string, object?>)expando)["Added"] = 1.5;
Console.WriteLine(expando.Hello() + " " + string.Join(",", ((IDictionary<string, object?>)expando).Keys));
((System.ComponentModel.INotifyPropertyChanged)expando).PropertyChanged += (_, e) => Console.WriteLine("changed " + e.PropertyName);
expando.Name = "other";

foreach (dynamic d in new object[] { 2, 2.5, "two", new[] { 1, 2 } }) { Console.Write(Twice(d) + " "); }
Console.WriteLine();
dynamic n = 10;
Console.WriteLine(n / 4 + " " + n / 4.0 + " " + (n + "!") + " " + ((object)n).GetType());
try { n.NoSuch(); } catch (Microsoft.CSharp.RuntimeBinder.RuntimeBinderException e) { Console.WriteLine(e.Message); }

object Twice(dynamic x) => Double(x);
partial class Program
{
    static string Double(int n) => $"int{n * 2}";
    static string Double(double d) => $"double{(d * 2).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    static string Double(string s) => s + s;
    static string Double(object o) => o.GetType().Name;
}

sealed class Bag : DynamicObject
{
    private readonly Dictionary<object, object?> _values = [];
    public override bool TrySetMember(SetMemberBinder b, object? value) { _values[b.Name] = value; return true; }
    public override bool TryGetMember(GetMemberBinder b, out object? value) { _values.TryGetValue(b.Name, out value); return true; }
    public override bool TryInvokeMember(InvokeMemberBinder b, object?[]? args, out object? result) { result = $"{b.Name}({args![0]})".ToUpperInvariant(); return true; }
    public override bool TrySetIndex(SetIndexBinder b, object[] i, object? value) { _values[i[0]] = value; return true; }
    public override bool TryGetIndex(GetIndexBinder b, object[] i, out object? value) => _values.TryGetValue(i[0], out value);
    public override bool TryConvert(ConvertBinder b, out object? result) { result = _values.Count; return b.Type == typeof(int); }
}
