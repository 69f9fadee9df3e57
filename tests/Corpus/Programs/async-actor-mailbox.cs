using System.Threading.Channels;

await using var bank = new Bank();
await Task.WhenAll(Enumerable.Range(0, 50).Select(i => bank.DepositAsync($"acc{i % 5}", i)));
Console.WriteLine(await bank.TransferAsync("acc0", "acc1", 100));
Console.WriteLine(await bank.TransferAsync("acc0", "acc9", 1_000_000));
for (var i = 0; i < 5; i++) { Console.WriteLine($"acc{i} {await bank.BalanceAsync($"acc{i}")}"); }
Console.WriteLine(bank.Handled);

abstract record Message
{
    public sealed record Deposit(string Account, decimal Amount, TaskCompletionSource Done) : Message;
    public sealed record Transfer(string From, string To, decimal Amount, TaskCompletionSource<bool> Done) : Message;
    public sealed record Balance(string Account, TaskCompletionSource<decimal> Answer) : Message;
}

sealed class Bank : IAsyncDisposable
{
    private readonly Channel<Message> _mailbox = Channel.CreateUnbounded<Message>();
    private readonly Dictionary<string, decimal> _accounts = [];
    private readonly Task _loop;
    public int Handled { get; private set; }
    public Bank() => _loop = Task.Run(LoopAsync);

    public Task DepositAsync(string account, decimal amount) => Ask<TaskCompletionSource>(t => new Message.Deposit(account, amount, t)).Task;
    public Task<bool> TransferAsync(string from, string to, decimal amount) => Ask<TaskCompletionSource<bool>>(t => new Message.Transfer(from, to, amount, t)).Task;
    public Task<decimal> BalanceAsync(string account) => Ask<TaskCompletionSource<decimal>>(t => new Message.Balance(account, t)).Task;

    private T Ask<T>(Func<T, Message> make) where T : class, new()
    {
        var source = new T();
        _mailbox.Writer.TryWrite(make(source));
        return source;
    }

    private async Task LoopAsync()
    {
        await foreach (var message in _mailbox.Reader.ReadAllAsync())
        {
            Handled++;
            switch (message)
            {
                case Message.Deposit(var account, var amount, var done):
                    _accounts[account] = _accounts.GetValueOrDefault(account) + amount;
                    done.SetResult();
                    break;
                case Message.Transfer { From: var from, Amount: var amount } t when _accounts.GetValueOrDefault(from) < amount:
                    t.Done.SetResult(false);
                    break;
                case Message.Transfer t:
                    _accounts[t.From] -= t.Amount;
                    _accounts[t.To] = _accounts.GetValueOrDefault(t.To) + t.Amount;
                    t.Done.SetResult(true);
                    break;
                case Message.Balance b:
                    b.Answer.SetResult(_accounts.GetValueOrDefault(b.Account));
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync() { _mailbox.Writer.Complete(); await _loop; Console.WriteLine("closed"); }
}
