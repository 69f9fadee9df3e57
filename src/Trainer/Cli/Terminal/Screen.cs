using System.Text.Json;
using R1Code.Sandbox.Protocol;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace R1Code.Cli.Terminal;

/// <summary>
/// Where a verb speaks: results on standard output, everything else (notes, progress, errors) on standard error, so that
/// output can be piped. Colour and redrawing happen on a terminal only, and never when <c>NO_COLOR</c> is set. Safe to use
/// from many tasks at once.
/// </summary>
internal sealed class Screen
{
    private const int MaxWidth = 100;
    private const string EraseLine = "\r\e[2K";

    private readonly IAnsiConsole _out;
    private readonly IAnsiConsole _error;
    private readonly Lock _lock = new();
    private string _status = "";

    private Screen(IAnsiConsole output, IAnsiConsole error, bool isLive)
    {
        _out = output;
        _error = error;
        IsLive = isLive;
    }

    /// <summary>Whether a status line may be redrawn in place: standard error is a terminal.</summary>
    public bool IsLive { get; }

    /// <summary>Characters in a line.</summary>
    public int Width => _error.Profile.Width;

    /// <summary>The console of this process.</summary>
    public static Screen OfProcess() =>
        new(
            Create(Console.Out, Console.IsOutputRedirected),
            Create(Console.Error, Console.IsErrorRedirected),
            isLive: !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb"
        );

    /// <summary>A line of a result.</summary>
    public void Line(string text = "") => AboveStatus(() => _out.Profile.Out.Writer.WriteLine(text));

    /// <summary>A piece of a result without a line's end, shown at once.</summary>
    public void Write(string text) =>
        AboveStatus(() =>
        {
            _out.Profile.Out.Writer.Write(text);
            _out.Profile.Out.Writer.Flush();
        });

    /// <summary>A table or another drawn result; <paramref name="beside"/> lines for machines it goes to standard error.</summary>
    public void Show(IRenderable result, bool beside = false) =>
        AboveStatus(() => (beside ? _error : _out).Write(result));

    /// <summary>A result for machines: one object, one line.</summary>
    public void Json<T>(T result) => Line(JsonLine(result));

    /// <summary>An object as one line of JSON.</summary>
    public static string JsonLine<T>(T value) => JsonSerializer.Serialize(value, R1Json.Options);

    /// <summary>A line about what is going on.</summary>
    public void Note(string text) => AboveStatus(() => _error.Profile.Out.Writer.WriteLine(PlainText.Of(text)));

    /// <summary>Something that is probably wrong.</summary>
    public void Warning(string text) => Marked("[yellow]warning:[/] ", text);

    /// <summary>What went wrong.</summary>
    public void Error(string text) => Marked("[red]error:[/] ", text);

    /// <summary>The line at the bottom of a terminal, replaced by the next one; empty takes it away. Ignored elsewhere.</summary>
    public void Status(string text)
    {
        if (!IsLive)
        {
            return;
        }

        lock (_lock)
        {
            // A line that wraps could not be taken back.
            _status = text.Length < Width ? text : text[..(Width - 1)];
            _error.Profile.Out.Writer.Write(EraseLine + _status);
            _error.Profile.Out.Writer.Flush();
        }
    }

    // Only the word is drawn: the message goes out unwrapped, so that paths stay whole.
    private void Marked(string word, string text) =>
        AboveStatus(() =>
        {
            _error.Markup(word);
            _error.Profile.Out.Writer.WriteLine(PlainText.Of(text));
        });

    private void AboveStatus(Action write)
    {
        lock (_lock)
        {
            if (_status.Length > 0)
            {
                _error.Profile.Out.Writer.Write(EraseLine);
            }

            write();
            if (_status.Length > 0)
            {
                _error.Profile.Out.Writer.Write(_status);
            }
        }
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var plain = redirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = redirected ? MaxWidth : Math.Clamp(console.Profile.Width, 40, MaxWidth);
        return console;
    }
}
