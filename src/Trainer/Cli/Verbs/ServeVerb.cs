using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Sandboxing;
using R1Code.Cli.Terminal;
using R1Code.Rewards.Service;
using R1Code.Sandbox;

namespace R1Code.Cli.Verbs;

/// <summary><c>serve</c>: the HTTP service, until Ctrl-C.</summary>
internal sealed class ServeVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<string[]> _urls = new("--urls")
    {
        Description = "Addresses to listen on; separate several by ';'.",
        HelpName = "URL",
        DefaultValueFactory = _ => [.. new ServiceOptions().Urls],
    };
    private readonly Option<string> _role = new Option<string>("--role")
    {
        Description = "What this process does.",
        DefaultValueFactory = _ => "all",
    }.AcceptOnlyFromAmong("all", "api", "worker");
    private readonly Option<string> _storage = new Option<string>("--storage")
    {
        Description = "Where jobs are kept; api and worker need postgres.",
        DefaultValueFactory = _ => "memory",
    }.AcceptOnlyFromAmong("memory", "postgres");
    private readonly Option<string?> _connection = new("--connection")
    {
        Description = "Npgsql connection string. [default: the variable R1CODE_CONNECTION]",
        HelpName = "TEXT",
    };
    private readonly Option<string?> _keys = new("--api-key-file")
    {
        Description = "File with one 'name:key' a line. [default: the variable R1CODE_API_KEYS, separated by commas]",
        HelpName = "FILE",
    };
    private readonly Option<string[]> _callbackHosts = new("--callback-host")
    {
        Description = "Host that a job's callback_url may name; may be repeated. [default: none]",
        HelpName = "HOST",
    };
    private readonly Option<int> _workers = CommonOptions.Workers();

    public ServeVerb(Screen screen)
        : base("serve", "Serve judging and rewards over HTTP: R1Code's own API and those of known trainers.")
    {
        _screen = screen;
        Add(_urls);
        Add(_role);
        Add(_storage);
        Add(_connection);
        Add(_keys);
        Add(_callbackHosts);
        Add(_workers);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var options = Service(parse);
        if (options.Validate() is { Count: > 0 } faults)
        {
            throw new BadInputException(string.Join(Environment.NewLine, faults));
        }

        await using var session =
            options.Role == ServiceRole.Api
                ? null
                : await SandboxSession.OpenAsync(
                    _screen,
                    new SandboxOptions { Boxes = options.Queue.Workers },
                    cancellationToken
                );
        await using var host = RewardsHost.Create(options, session?.Sandbox, session?.Watch());
        await StartAsync(host, cancellationToken);
        foreach (var address in host.Addresses)
        {
            _screen.Line($"listening on {address}");
        }

        await cancellationToken.WhenCancelled();
        await host.StopAsync(CancellationToken.None);
        return ExitCodes.Interrupted;
    }

    private ServiceOptions Service(ParseResult parse) =>
        new()
        {
            Urls = [.. parse.GetRequiredValue(_urls).SelectMany(url => url.Split(';', StringSplitOptions.TrimEntries))],
            Role = Enum.Parse<ServiceRole>(parse.GetRequiredValue(_role), ignoreCase: true),
            Storage = Enum.Parse<StorageKind>(parse.GetRequiredValue(_storage), ignoreCase: true),
            ConnectionString = parse.GetValue(_connection) ?? Environment.GetEnvironmentVariable("R1CODE_CONNECTION"),
            ApiKeys = ApiKeys.Load(parse.GetValue(_keys)),
            CallbackHosts = parse.GetValue(_callbackHosts) ?? [],
            Queue = new QueueOptions { Workers = parse.GetValue(_workers) },
        };

    private static async Task StartAsync(RewardsHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (IOException e) // Kestrel: the address is taken or not ours
        {
            throw new VerbFailedException($"{e.Message} Choose another address with --urls.");
        }
    }
}
