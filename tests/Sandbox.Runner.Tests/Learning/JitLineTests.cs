using R1Code.Sandbox.Runner.Learning;

namespace R1Code.Sandbox.Runner.Tests.Learning;

/// <summary>Lines as the JIT compiler of the runtime writes them, found again by reflection.</summary>
public sealed class JitLineTests
{
    private const string How = " [FullOpts, IL size=70, code size=78]";

    [Theory]
    [InlineData("System.Collections.Generic.List`1[int]:Add(int)", "List`1.Void Add(Int32)")]
    [InlineData("System.Collections.Generic.List`1[System.__Canon]:.ctor()", "List`1.Void .ctor()")]
    [InlineData(
        "System.Linq.Enumerable+ArraySelectIterator`2[System.__Canon,int]:ToList()",
        "ArraySelectIterator`2.System.Collections.Generic.List`1[System.Int32] ToList()"
    )]
    [InlineData(
        "System.Array:Resize[System.ValueTuple`2[System.ValueTuple`2[int,System.__Canon],long]](byref,int)",
        "Array.Void Resize[ValueTuple`2](System.ValueTuple`2[System.ValueTuple`2[System.Int32,System.Object],System.Int64][] ByRef, Int32)"
    )]
    [InlineData(
        "System.Linq.Enumerable+Iterator`1[System.Collections.Generic.KeyValuePair`2[System.__Canon,ubyte]]:GetEnumerator()",
        "Iterator`1.Iterator`1 GetEnumerator()"
    )]
    [InlineData(
        "System.Linq.Enumerable:ToArray[int[]](System.Collections.Generic.IEnumerable`1[int[]])",
        "Enumerable.Int32[][] ToArray[Int32[]](System.Collections.Generic.IEnumerable`1[System.Int32[]])"
    )]
    [InlineData(
        "R1Code.Sandbox.Runner.Tests.Learning.JitLineTests+Own`1[double]:System.IDisposable.Dispose()",
        "Own`1.Void System.IDisposable.Dispose()"
    )]
    public void Method_IsFoundAgain(string name, string method)
    {
        var line = JitLine.Read($"2163: JIT compiled {name}{How}");

        var found = Assert.Single(new LearnedMethods(typeof(JitLineTests).Assembly).Find(line!));
        Assert.Equal(method, $"{found.DeclaringType!.Name}.{found}");
        Assert.False(found.ContainsGenericParameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such line")]
    [InlineData("1: JIT compiled ")]
    [InlineData("1: JIT compiled  [FullOpts]")]
    [InlineData("1: JIT compiled (dynamicClass):IL_STUB_PInvoke() [FullOpts, IL size=25, code size=38]")]
    [InlineData("1: JIT compiled A`1[[[:B( [FullOpts]")]
    [InlineData("1: JIT compiled A:B[int(]) [FullOpts]")]
    [InlineData("1: JIT compiled System.Collections.Generic.List`1[int]:Add(int")]
    [InlineData("1: JIT compiled No.Such.Type:Method() [FullOpts]")]
    [InlineData("1: JIT compiled System.Collections.Generic.List`1[int,int]:Add(int) [FullOpts]")]
    [InlineData("1: JIT compiled System.Collections.Generic.List`1:Add(int) [FullOpts]")]
    [InlineData("1: JIT compiled System.Nullable`1[System.__Canon]:get_Value() [FullOpts]")]
    [InlineData("1: JIT compiled System.Collections.Generic.List`1[int]:Add(int,int) [FullOpts]")]
    public void AnythingElse_IsNoMethod_AndNoError(string text)
    {
        var line = JitLine.Read(text);

        Assert.Empty(line is null ? [] : new LearnedMethods(typeof(JitLineTests).Assembly).Find(line));
    }

    [Fact]
    public void Prepare_TakesAnyText()
    {
        var random = new Random(5);
        var learned = new LearnedMethods(typeof(JitLineTests).Assembly);
        const string Line =
            "7: JIT compiled System.Linq.Enumerable+ArraySelectIterator`2[System.__Canon,int]:ToList() [FullOpts]\n";
        for (var i = 0; i < 2000; i++)
        {
            var text = Line.ToCharArray();
            for (var change = random.Next(6); change >= 0; change--)
            {
                text[random.Next(text.Length)] = "[](),:`+ *&\0\nx2"[random.Next(15)];
            }

            learned.Prepare(new string(text));
        }
    }

    // Used by its name only.
    private sealed class Own<T> : IDisposable
    {
        void IDisposable.Dispose() => GC.KeepAlive(typeof(T));
    }
}
