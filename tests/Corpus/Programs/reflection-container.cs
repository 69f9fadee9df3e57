using System.Reflection;

var container = new Container();
container.Add<IClock, FixedClock>();
container.Add<IGreeter, Greeter>();
container.Add<Host, Host>();
Console.WriteLine(container.Get<Host>().Run());
try { container.Get<IFormatProvider>(); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }

foreach (var m in typeof(Commands).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsDefined(typeof(CommandAttribute))).OrderBy(m => m.Name))
{
    var attribute = m.GetCustomAttribute<CommandAttribute>()!;
    Console.WriteLine($"{attribute.Name}: {m.ReturnType.Name} {string.Join(",", m.GetParameters().Select(p => p.ParameterType.Name + (p.HasDefaultValue ? "=" + p.DefaultValue : "")))}");
}
Console.WriteLine(typeof(Commands).GetMethod("Add")!.Invoke(null, [40, Type.Missing]) + " " + typeof(Commands).GetMethod("Pair")!.MakeGenericMethod(typeof(string)).Invoke(null, ["x"]));
try { typeof(Commands).GetMethod("Fail")!.Invoke(null, null); } catch (TargetInvocationException e) { Console.WriteLine(e.InnerException!.Message); }
var list = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(typeof(int)))!;
list.Add(5);
Console.WriteLine(list.GetType() + " " + list.Count + " " + typeof(Dictionary<string, List<int?>>));
var secret = typeof(Host).GetField("_secret", BindingFlags.NonPublic | BindingFlags.Instance)!;
var host = container.Get<Host>();
secret.SetValue(host, "changed");
Console.WriteLine(secret.GetValue(host));
var proxy = DispatchProxy.Create<IGreeter, LoggingProxy>();
((LoggingProxy)(object)proxy).Inner = new Greeter(new FixedClock());
Console.WriteLine(proxy.Greet("proxy") + " " + LoggingProxy.Calls);
Console.WriteLine(string.Join(" ", typeof(IGreeter).Assembly.GetTypes().Where(t => t.IsInterface).Select(t => t.Name).Order()));

interface IClock { int Hour { get; } }
interface IGreeter { string Greet(string name); }
sealed class FixedClock : IClock { public int Hour => 9; }
sealed class Greeter(IClock clock) : IGreeter { public string Greet(string name) => (clock.Hour < 12 ? "Good morning, " : "Hello, ") + name; }
sealed class Host(IGreeter greeter, IClock clock) { private readonly string _secret = "secret"; public string Run() => greeter.Greet("host") + clock.Hour + _secret.Length; }
[AttributeUsage(AttributeTargets.Method)] sealed class CommandAttribute(string name) : Attribute { public string Name { get; } = name; }
static class Commands
{
    [Command("add")] public static int Add(int a, int b = 2) => a + b;
    [Command("fail")] public static void Fail() => throw new InvalidOperationException("asked to");
    public static string Pair<T>(T x) => $"{x}{typeof(T).Name}";
}
public class LoggingProxy : DispatchProxy
{
    public static int Calls;
    internal object? Inner;
    protected override object? Invoke(MethodInfo? method, object?[]? args) { Calls++; return method!.Invoke(Inner, args); }
}
sealed class Container
{
    private readonly Dictionary<Type, Type> _map = [];
    private readonly Dictionary<Type, object> _made = [];
    public void Add<TService, T>() where T : TService => _map[typeof(TService)] = typeof(T);
    public T Get<T>() => (T)Get(typeof(T));
    private object Get(Type type)
    {
        if (_made.TryGetValue(type, out var known)) { return known; }
        var made = _map.TryGetValue(type, out var t) ? t : throw new InvalidOperationException($"nothing for {type.Name}");
        var constructor = made.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return _made[type] = constructor.Invoke([.. constructor.GetParameters().Select(p => Get(p.ParameterType))]);
    }
}
