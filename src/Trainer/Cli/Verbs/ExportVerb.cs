using System.CommandLine;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using TorchSharp;

namespace R1Code.Cli.Verbs;

/// <summary><c>export</c>: a model folder written anew, adapters merged, in the type and the shards asked for.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Screen _screen;
    private readonly Option<string> _model = new("--model")
    {
        Description = "Hugging Face folder; adapters that lie in it are merged.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<string?> _adapter = new("--adapter")
    {
        Description = "Folder of a PEFT LoRA adapter to merge.",
        HelpName = "DIR",
    };
    private readonly Option<string> _out = new("--out")
    {
        Description = "Where the new folder goes.",
        HelpName = "DIR",
        Required = true,
    };
    private readonly Option<string?> _type = new Option<string?>("--dtype")
    {
        Description = "float32, float16 or bfloat16. [default: that of config.json]",
        HelpName = "TYPE",
    }.AcceptOnlyFromAmong("float32", "float16", "bfloat16");
    private readonly Option<int> _shard = new Option<int>("--shard-mb")
    {
        Description = "Largest weight file in MB.",
        HelpName = "N",
        DefaultValueFactory = _ => 5000,
    }.Between(1, 1_000_000);

    public ExportVerb(Screen screen)
        : base("export", "Write a model folder anew: LoRA adapters merged, in another type, in shards.")
    {
        _screen = screen;
        Add(_model);
        Add(_adapter);
        Add(_out);
        Add(_type);
        Add(_shard);
    }

    /// <inheritdoc/>
    protected override Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var folder = parse.GetRequiredValue(_out);
        if (Directory.Exists(folder) || File.Exists(folder))
        {
            throw new BadInputException(folder, null, "exists already; give another --out");
        }

        // Half types are exact in float32, so that what is not merged comes out bit for bit.
        var (model, tokenizer) = Checkpoint.Load(parse.GetRequiredValue(_model));
        using (model)
        {
            if (parse.GetValue(_adapter) is { } adapter)
            {
                if (model.Adapters is not null)
                {
                    throw new BadInputException(adapter, null, "--model has adapters of its own; merge those first");
                }

                LoraFiles.Load(adapter, model);
            }

            using var merged = model.Adapters is null ? null : Lora.Merge(model);
            Checkpoint.Save(
                folder,
                new CheckpointContents(merged ?? model, tokenizer),
                TypeOf(parse.GetValue(_type) ?? model.Config.TorchDtype),
                parse.GetValue(_shard) * 1_000_000L
            );
        }

        _screen.Line($"model folder: {folder}");
        return Task.FromResult(ExitCodes.Done);
    }

    private static torch.ScalarType TypeOf(string? name) =>
        name switch
        {
            "float16" => torch.ScalarType.Float16,
            "bfloat16" => torch.ScalarType.BFloat16,
            _ => torch.ScalarType.Float32,
        };
}
