using System.Diagnostics;
using System.Reflection;

namespace R1Code.Sandbox.Runner.Submissions;

/// <summary>
/// Compiles ahead what the methods of a submission call in turn: the framework's generic methods over value types, for which
/// it has no compiled code. Which method a virtual call reaches is narrowed down as rapid type analysis does (Bacon and
/// Sweeney, 1996): types that are made somewhere, methods whose name is called somewhere. No code of the submission runs by
/// that, and what is missed costs its compilation in each test, as without this.
/// </summary>
internal sealed class CalledInTurn
{
    // Shorter methods end up inside their callers.
    private const int LongestInlined = 24;
    private const int MostMethods = 400;
    private const int DeepestNesting = 5;

    private readonly Queue<MethodBase> _unread = [];
    private readonly HashSet<(nint Method, nint Type)> _known = [];
    private readonly HashSet<Type> _made = [];
    private readonly HashSet<string> _calledNames = new(StringComparer.Ordinal);
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TimeSpan _allowed;

    private CalledInTurn(TimeSpan allowed) => _allowed = allowed;

    private bool IsOver => _known.Count > MostMethods || Stopwatch.GetElapsedTime(_started) > _allowed;

    /// <summary>Compiles what <paramref name="roots"/> call, for as long as allowed.</summary>
    public static void Prepare(IEnumerable<MethodBase> roots, TimeSpan allowed)
    {
        var calls = new CalledInTurn(allowed);
        foreach (var root in roots)
        {
            calls._known.Add(KeyOf(root));
            calls._unread.Enqueue(root);
        }

        calls.Follow();
    }

    private void Follow()
    {
        do
        {
            while (_unread.TryDequeue(out var method) && !IsOver)
            {
                Read(method);
            }

            FollowVirtualCalls();
        } while (_unread.Count > 0 && !IsOver);
    }

    private void Read(MethodBase method)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        MethodCalls.Visit(
            method,
            (instruction, token) =>
            {
                try
                {
                    if (instruction == Instruction.UseStatic)
                    {
                        Add(method.Module.ResolveField(token, ofType, ofMethod)?.DeclaringType?.TypeInitializer);
                        return;
                    }

                    Take(instruction, method.Module.ResolveMethod(token, ofType, ofMethod));
                }
                catch (Exception)
                {
                    // What cannot be resolved now fails in the test that needs it.
                }
            }
        );
    }

    private void Take(Instruction instruction, MethodBase? called)
    {
        if (called is null)
        {
            return;
        }

        if (instruction == Instruction.Make && called.DeclaringType is { IsGenericType: true } made && IsOurs(made))
        {
            _made.Add(made);
        }

        if (instruction == Instruction.CallVirtual && called.IsVirtual)
        {
            _calledNames.Add(called.Name);
        }

        Add(called);
    }

    private void FollowVirtualCalls()
    {
        foreach (var type in _made)
        {
            for (var at = type; at is { IsGenericType: true } && IsOurs(at) && !IsOver; at = at.BaseType)
            {
                foreach (
                    var method in at.GetMethods(
                        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly
                    )
                )
                {
                    if (method.IsVirtual && _calledNames.Contains(SimpleName(method.Name)))
                    {
                        Add(method);
                    }
                }
            }
        }
    }

    private void Add(MethodBase? method)
    {
        if (
            method is not { IsAbstract: false, ContainsGenericParameters: false }
            || !NeedsCode(method)
            || !_known.Add(KeyOf(method))
        )
        {
            return;
        }

        if (method.IsVirtual || method.IsStatic && method.IsConstructor || CodeLength(method) > LongestInlined)
        {
            Instantiations.Prepare(method);
        }

        _unread.Enqueue(method);
    }

    private static bool NeedsCode(MethodBase method)
    {
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return (IsOurs(method.DeclaringType) || Array.Exists(ofMethod, HasValue))
            && method.DeclaringType?.IsArray != true
            && !IsDeep(method.DeclaringType)
            && !Array.Exists(ofMethod, static argument => IsDeep(argument));
    }

    private static int CodeLength(MethodBase method) => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0;

    // Over reference types alone the framework's code is compiled already.
    private static bool IsOurs(Type? type) =>
        type is { IsGenericType: true } && Array.Exists(type.GetGenericArguments(), HasValue);

    private static bool HasValue(Type type) => type.IsValueType || IsOurs(type);

    // A method that calls itself over ever larger types never ends; real programs do not nest them deeply.
    private static bool IsDeep(Type? type, int left = DeepestNesting) =>
        type is { IsGenericType: true }
        && (left == 0 || Array.Exists(type.GetGenericArguments(), argument => IsDeep(argument, left - 1)));

    // An implementation that names its interface is called by the name behind the last dot.
    private static string SimpleName(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static (nint Method, nint Type) KeyOf(MethodBase method) =>
        (method.MethodHandle.Value, method.DeclaringType?.TypeHandle.Value ?? 0);
}
